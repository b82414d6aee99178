package io.hangup.trials.stage;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The built modules of this checkout, ready to be started as processes.
///
/// @param home the folder of the checkout
public record Built(Path home) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /// The checkout that this class was built in.
    public static Built here() {
        try {
            Path classes = Path.of(Built.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = classes; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("hangup")) && Files.isDirectory(folder.resolve("protocol"))) {
                    return new Built(folder);
                }
            }
            throw new IllegalStateException("not inside a checkout of Hangup: " + classes);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry that is no path", e);
        }
    }

    /// The words that start a module's main class.
    public String[] java(String module, String... arguments) {
        Path target = home.resolve(module).resolve("target");
        Path jar = target.resolve("hangup-" + module + "-" + VERSION + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvn -Dquick package");
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("@" + home.resolve(module).resolve("jvm.options"));
        words.add("-cp");
        words.add(jar + ":" + target.resolve("lib") + "/*");
        words.add("io.hangup." + module + ".Main");
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }
}
