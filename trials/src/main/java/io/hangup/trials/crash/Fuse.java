package io.hangup.trials.crash;

import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Stands between an executor and its real ports, and kills this process (-9) when its step is reached. Every signal is
/// written down right before it is sent, so that nobody has to be believed about how many there were.
final class Fuse {
    private final Step step;
    private final Path signals;

    Fuse(Step step, Path signals) {
        this.step = step;
        this.signals = signals;
    }

    /// The same port, with the fuse before and after each of its calls.
    <T> T around(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> call(real, method, arguments)));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        reach(method.getName(), Step.When.BEFORE);
        if (real instanceof Grip grip && method.getName().equals("send")) {
            note(arguments[0] + " to " + grip.process().pid());
        }
        try {
            Object result = method.invoke(real, arguments);
            reach(method.getName(), Step.When.AFTER);
            return real instanceof Hand && result instanceof Gripped.Held(Grip grip)
                    ? new Gripped.Held(around(Grip.class, grip))
                    : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void note(String signal) throws IOException {
        Files.writeString(
                signals, signal + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
    }

    private void reach(String method, Step.When when) throws IOException, InterruptedException {
        if (step.is(method, when)) {
            String self = Long.toString(ProcessHandle.current().pid());
            int code = new ProcessBuilder("kill", "-9", self).start().waitFor();
            throw new IllegalStateException("kill -9 " + self + " ended with " + code + ", and this goes on");
        }
    }
}
