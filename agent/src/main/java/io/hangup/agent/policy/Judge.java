package io.hangup.agent.policy;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.config.HumanDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks the policy. What it can't know counts against the request, and an operator's signature lifts only `approve` and
/// `hours`, never a protection, a pause or a budget.
public final class Judge {
    private final Law.InForce law;
    private final Request request;
    private final Moment moment;

    private Judge(Law.InForce law, Request request, Moment moment) {
        this.law = law;
        this.request = request;
        this.moment = moment;
    }

    /// What can be said without knowing whom it is about.
    public static Judgement atArrival(Law law, Request request, Moment moment, Spending spending) {
        return switch (law) {
            case Law.Broken(String why) -> new Judgement.Refuse(why);
            case Law.InForce inForce -> new Judge(inForce, request, moment).general(spending);
        };
    }

    /// All that can be said, with the target's process held.
    public static Judgement over(Law law, Request request, Moment moment, Spending spending, Scene scene) {
        Judgement general = atArrival(law, request, moment, spending);
        return general instanceof Judgement.Permit && request.touches() && law instanceof Law.InForce inForce
                ? new Judge(inForce, request, moment).particular(scene)
                : general;
    }

    /// The same of what a login left behind.
    public static Judgement over(Law law, Request request, Moment moment, Spending spending, Legacy legacy) {
        Judgement general = atArrival(law, request, moment, spending);
        return general instanceof Judgement.Permit && law instanceof Law.InForce inForce
                ? new Judge(inForce, request, moment).particular(legacy)
                : general;
    }

    /// Why what was permitted before may not be ended any more; empty where it may. It is under way: hours and
    /// budget are not asked again.
    public static Optional<String> still(Law law, Request request, Moment moment, Legacy legacy) {
        return switch (law) {
            case Law.Broken(String why) -> Optional.of(why);
            case Law.InForce inForce -> {
                var judge = new Judge(inForce, request, moment);
                yield judge.paused()
                        .or(judge::tier)
                        .or(() -> judge.particular(legacy) instanceof Judgement.Refuse(String why)
                                ? Optional.of(why)
                                : Optional.empty());
            }
        };
    }

    /// Why nothing may be ended from now on, whatever was permitted before.
    public static Optional<String> halt(Law law) {
        return switch (law) {
            case Law.Broken(String why) -> Optional.of(why);
            case Law.InForce inForce -> inForce.paused().map(Judge::pausedBy);
        };
    }

    private static String pausedBy(String file) {
        return "this host is paused: nothing is ended while " + file + " exists";
    }

    private Judgement general(Spending spending) {
        return first(List.of(this::paused, this::tier, this::hours, () -> budget(spending)));
    }

    private Judgement particular(Scene scene) {
        var protection = new Shield(law.policy().protect());
        return first(List.of(
                () -> protection.refuses(scene).map(this::in),
                () -> Idleness.tooShort(idleWanted(), scene.connection(), moment)
                        .map(why -> in(why, "minimumIdle"))));
    }

    private Judgement particular(Legacy legacy) {
        var protection = new Shield(law.policy().protect());
        return first(List.of(
                () -> law.policy().reap().contains(legacy.kept())
                        ? Optional.empty()
                        : Optional.of(in(Reaped.why(legacy.kept()), "reap")),
                () -> protection.refuses(legacy).map(this::in),
                () -> idleWanted()
                        .map(_ -> in("nobody uses it, so how long it was idle can't be known", "minimumIdle"))));
    }

    private static Judgement first(List<Supplier<Optional<String>>> reasons) {
        return reasons.stream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .<Judgement>map(Judgement.Refuse::new)
                .orElseGet(Judgement.Permit::new);
    }

    private Optional<String> paused() {
        return request.touches() ? law.paused().map(Judge::pausedBy) : Optional.empty();
    }

    private Optional<String> tier() {
        Policy policy = law.policy();
        if (policy.allow().contains(request.action())) {
            return Optional.empty();
        }
        if (!policy.approve().contains(request.action())) {
            return Optional.of(in(word(request.action()) + " is not allowed on this host", "allow"));
        }
        return switch (request.consent()) {
            case APPROVED -> Optional.empty();
            case AUTOMATIC ->
                Optional.of(in(word(request.action()) + " needs an operator's signature on this host", "approve"));
        };
    }

    private Optional<String> hours() {
        if (!request.touches()
                || request.consent() == Consent.APPROVED
                || law.policy().hours().isEmpty()) {
            return Optional.empty();
        }
        if (moment.stepped().isPresent()) {
            return moment.stepped().map(why -> in("the time of day is in doubt (" + why + ")", "hours"));
        }
        return law.policy().hours().stream().anyMatch(hours -> hours.cover(moment.local()))
                ? Optional.empty()
                : Optional.of(in("not at this time of the host's day without an operator's signature", "hours"));
    }

    private Optional<String> budget(Spending spending) {
        Quota quota = law.policy().budget().get(request.action());
        String key = "budget." + word(request.action());
        return quota == null
                ? Optional.of(in("there is no budget for it", key))
                : quota.spent(spending.of(request.action()), spending.clock())
                        .map(spent -> in("the budget " + spent, key));
    }

    private Optional<Duration> idleWanted() {
        return Optional.ofNullable(law.policy().minimumIdle().get(request.action()))
                .filter(Duration::isPositive);
    }

    private String in(Shield.Hit hit) {
        return in(hit.why(), hit.key());
    }

    private String in(String why, String key) {
        return why + " (" + key + " in " + law.source() + ")";
    }

    static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String brief(Duration duration) {
        return HumanDuration.print(Duration.ofSeconds(duration.toSeconds()));
    }
}
