package io.hangup.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a real Kafka: put `@ExtendWith(KafkaExtension.class)` on the class and ask for a parameter.
///
/// - [Kafka] is one for the whole test JVM, started by the first test that asks and stopped after the last.
/// - [OwnKafka] is the test's own, to stop and start again.
///
/// Nothing needs Docker. Where Docker answers, the shared one is Apache's image of the same version;
/// `-Dhangup.test.kafka=in-process` or `=container` overrules that.
public final class KafkaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Kafka.class || type == OwnKafka.class;
    }

    /// What it puts in a store is closed by JUnit with that store.
    @Override
    public Kafka resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OwnKafka.class
                ? context.getStore(NAMESPACE)
                        .computeIfAbsent(OwnKafka.class, _ -> started(OwnKafka::start), OwnKafka.class)
                : shared(context);
    }

    private static Engine.Running shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        Engine.Running.class, _ -> started(() -> Engine.chosen().start()), Engine.Running.class);
    }

    private static <T> T started(Starter<T> starter) {
        try {
            return starter.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Starter<T> {
        T start() throws IOException;
    }
}
