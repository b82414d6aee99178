package io.hangup.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeRingTest {
    private static final int MOST = 3;

    @Test
    void givesWhatCameAfterTheLastSeen() {
        ChangeRing ring = ringOf(5);

        var missed = ring.after(at(3), at(5));

        assertThat(missed)
                .hasValueSatisfying(events -> assertThat(events)
                        .extracting(event -> event.position().version())
                        .containsExactly(4L, 5L));
    }

    @Test
    void givesNothingToWhoHasSeenTheNewest() {
        assertThat(ringOf(5).after(at(5), at(5)))
                .hasValueSatisfying(events -> assertThat(events).isEmpty());
    }

    @Test
    void stillReachesBackToItsOldest() {
        assertThat(ringOf(5).after(at(2), at(5)))
                .hasValueSatisfying(events -> assertThat(events).hasSize(3));
    }

    @Test
    void doesNotKnowWhatItNoLongerHolds() {
        assertThat(ringOf(5).after(at(1), at(5))).isEmpty();
    }

    @Test
    void doesNotKnowWhatIsYetToCome() {
        assertThat(ringOf(5).after(at(9), at(5))).isEmpty();
    }

    @Test
    void doesNotTakeAPlaceInAnEarlierControllersStreamForOneInThis() {
        assertThat(ringOf(5).after(new StreamPosition(6, 4), at(5))).isEmpty();
    }

    private static ChangeRing ringOf(int events) {
        ChangeRing ring = new ChangeRing(MOST);
        LongStream.rangeClosed(1, events).forEach(version -> ring.add(new StreamEvent(at(version), Buffer.buffer())));
        return ring;
    }

    private static StreamPosition at(long version) {
        return new StreamPosition(7, version);
    }
}
