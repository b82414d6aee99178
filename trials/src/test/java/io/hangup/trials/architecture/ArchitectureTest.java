package io.hangup.trials.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The house style's rules, without exceptions. A rule that fails here is met by moving code, not by a longer list.
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.hangup");

    @ParameterizedTest
    @MethodSource("rooms")
    void everyPackageImportsOnlyWhatItsRoomAllows(Rooms.Room room) {
        String[] allowed =
                room.imports().stream().map(ArchitectureTest::pattern).toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(room.name())
                .should()
                .onlyDependOnClassesThat(resideIn(allowed, room.name()))
                .check(OURS);
    }

    static Set<Rooms.Room> rooms() {
        return Set.copyOf(Rooms.ALL);
    }

    @Test
    void everyPackageHasARoomAndEveryRoomIsLivedIn() {
        Set<String> packages =
                OURS.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        Set<String> rooms = Rooms.ALL.stream().map(Rooms.Room::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).isEqualTo(rooms);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void purePackagesTouchNoClockNoChanceAndNoLogger(Rooms.Room room) {
        if (!room.pure()) {
            return;
        }

        noClasses()
                .that()
                .resideInAPackage(room.name())
                .should()
                .callMethodWhere(
                        target(nameMatching("now|nanoTime|currentTimeMillis|randomUUID|getLogger|getProperty|getenv")))
                .check(OURS);
    }

    @Test
    void nothingThatComesOverTheWireReachesTheHostsPolicy() {
        noClasses()
                .that()
                .resideInAPackage("io.hangup.protocol..")
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAPackage("io.hangup.agent..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hangup.agent", "io.hangup.agent.policy.file", "io.hangup.trials.crash")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.hangup.agent.policy.file")
                .because("only what builds an agent, from its own settings, may name the policy's file")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.hangup.agent.policy..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "hold what came over the wire",
                        type -> type.getPackageName().equals("io.hangup.protocol.command")
                                && !type.getSimpleName().equals("Action")))
                .check(OURS);
    }

    @Test
    void nobodyInTheAgentWritesAPolicy() {
        noClasses()
                .that()
                .resideInAPackage("io.hangup.agent.policy..")
                .should()
                .callMethodWhere(
                        target(owner(type(Files.class)))
                                .and(
                                        target(
                                                nameMatching(
                                                        "write.*|newOutputStream|newBufferedWriter|newByteChannel|copy|move|delete.*|create.*|set.*"))))
                .check(OURS);
    }

    /// Of what it reaches through classes of ours. Unix sockets are another family, and the only one.
    @Test
    void theExecutorsProcessReachesNoNetwork() {
        Set<String> speaking = Set.of(
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.InetSocketAddress",
                "java.net.URL",
                "java.net.URLConnection",
                "java.nio.channels.DatagramChannel",
                "java.nio.channels.AsynchronousSocketChannel");
        Set<JavaClass> reached = reachedFrom(OURS.get("io.hangup.agent.ExecutorMain"));

        Set<String> networks = reached.stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d -> {
                    String target = d.getTargetClass().getName();
                    return speaking.contains(target)
                            || target.startsWith("org.apache.kafka.")
                            || target.startsWith("java.net.http.")
                            || target.startsWith("javax.net.");
                })
                .map(d -> d.getDescription())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(reached).extracting(JavaClass::getSimpleName).contains("PidfdHand", "FileJournal", "Keyring");
        assertThat(networks).isEmpty();
    }

    private static Set<JavaClass> reachedFrom(JavaClass start) {
        Set<JavaClass> reached = new HashSet<>(Set.of(start));
        Deque<JavaClass> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getName().startsWith("io.hangup.") && reached.add(target)) {
                    open.add(target);
                }
            }
        }
        return reached;
    }

    @Test
    void agentAndControllerDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.hangup.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.hangup.controller..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.hangup.controller..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.hangup.agent..")
                .check(OURS);
    }

    @Test
    void packagesHaveNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("io.hangup.(**)")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = OURS.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(p -> p.getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void onlyProgramsWithAPersonBeforeThemPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hangup.cli..", "io.hangup.trials..")
                .and()
                .doNotHaveSimpleName("Main")
                .and()
                .doNotHaveSimpleName("Printer")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void nobodySleepsOrThrowsABareException() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("sleep")).and(target(owner(type(Thread.class)))))
                .check(OURS);
        noClasses()
                .should()
                .callConstructorWhere(target(owner(type(RuntimeException.class)))
                        .and(DescribedPredicate.describe(
                                "from outside", call -> !call.getOriginOwner().isAssignableTo(RuntimeException.class))))
                .check(OURS);
    }

    @Test
    void nobodyAsksOshiWhoIsLoggedIn() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("getSessions")))
                .because("its IPv4 address of a peer is byte-reversed")
                .check(OURS);
    }

    @Test
    void oshiIsLoadedOnlyByTheFallback() {
        noClasses()
                .that()
                .haveNameNotMatching("io.hangup.agent.probe.Oshi.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("oshi..")
                .check(OURS);
    }

    @Test
    void nothingIsNamedForHavingNoName() {
        noClasses()
                .should()
                .haveNameMatching("(?i).*(util|utils|common|helper|manager)(\\..*)?")
                .check(OURS);
    }

    @Test
    void theRulesLookAtSomething() {
        assertThat(OURS.size()).isGreaterThan(200);
    }

    private static String pattern(String allowed) {
        return allowed;
    }

    private static DescribedPredicate<JavaClass> resideIn(String[] allowed, String self) {
        return JavaClass.Predicates.resideInAnyPackage(allowed)
                .or(JavaClass.Predicates.resideInAPackage(self))
                .or(DescribedPredicate.describe(
                        "primitives and arrays",
                        c -> c.isPrimitive()
                                || (c.isArray() && c.getBaseComponentType().isPrimitive())))
                .as("reside in " + String.join(", ", allowed));
    }

    private static DescribedPredicate<JavaClass> type(Class<?> type) {
        return DescribedPredicate.describe("of " + type.getSimpleName(), c -> c.isEquivalentTo(type));
    }
}
