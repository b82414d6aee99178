import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or puts in order the layout of every Java file below a folder. Run by Maven on the build's own JDK, because a
/// formatter can only read the syntax of the JDK that runs it.
void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    Path root = Path.of(arguments[1]);
    if (!Files.isDirectory(root)) {
        return;
    }
    var style = JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build();
    var formatter = Formatter.createFormatter(style);
    List<Path> off = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().matches(".*/src/.*\\.java")).sorted().toList()) {
            String before = Files.readString(file);
            String after;
            try {
                after = formatter.formatSource(
                        RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(before, style.style())));
            } catch (Exception unreadable) {
                System.err.println("[format] cannot read " + file + ": " + unreadable.getMessage());
                off.add(file);
                continue;
            }
            if (!after.equals(before)) {
                if (write) {
                    Files.writeString(file, after);
                } else {
                    off.add(file);
                }
            }
        }
    }
    if (!off.isEmpty()) {
        off.forEach(file -> System.err.println("[format] not in the project's layout: " + file));
        System.err.println("[format] To put them in order: mvn -N process-sources -Dformat.mode=write");
        System.exit(1);
    }
}
