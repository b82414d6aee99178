package io.hangup.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SheetTest {
    private final Sheet sheet = new Sheet("CPU ms");

    @Test
    void aFigureIsTheMedianOfAllRounds() {
        sheet.add("agent", 100, 9);
        sheet.add("agent", 100, 1);
        sheet.add("agent", 100, 2);

        double median = sheet.median("agent", 100).orElseThrow();

        assertThat(median).isEqualTo(2);
    }

    @Test
    void aRatioIsTakenRoundByRoundSoThatASlowRoundHarmsBoth() {
        sheet.add("ours", 0, 2);
        sheet.add("ours", 0, 20);
        sheet.add("ours", 0, 2);
        sheet.add("theirs", 0, 1);
        sheet.add("theirs", 0, 10);
        sheet.add("theirs", 0, 4);

        double ratio = sheet.ratio("ours", "theirs", 0).orElseThrow();

        assertThat(ratio).isEqualTo(2);
    }

    @Test
    void thereIsNoRatioToWhatWasNotMeasured() {
        sheet.add("ours", 0, 2);
        sheet.note("theirs", 0, "no gcc");

        var ratio = sheet.ratio("ours", "theirs", 0);

        assertThat(ratio).isEmpty();
    }

    @Test
    void theTableShowsAWordWhereThereIsNoFigure() {
        sheet.add("agent", 0, 0.456);
        sheet.add("agent", 500, 12_345.6);
        sheet.note("script", 500, "> 300 s");

        String table = sheet.table(List.of(0, 500));

        assertThat(table.lines())
                .containsExactly(
                        "CPU ms      0 sessions    500 sessions",
                        "agent             0.46          12,346",
                        "script               -         > 300 s");
    }

    @Test
    void theFiguresHoldEveryRound() {
        sheet.add("agent", 0, 3);
        sheet.add("agent", 0, 1);

        Map<String, Object> figures = sheet.figures();

        assertThat(figures).isEqualTo(Map.of("agent", Map.of("0", Map.of("median", 2.0, "all", List.of(3.0, 1.0)))));
    }
}
