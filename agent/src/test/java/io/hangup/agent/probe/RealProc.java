package io.hangup.agent.probe;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// A reader of this machine's own processes.
final class RealProc implements AutoCloseable {
    final int self = (int) ProcessHandle.current().pid();
    final ProcessReader reader;
    private final Arena arena = Arena.ofConfined();
    final ProcFiles files;

    RealProc() {
        Kernel kernel = new Kernel(arena);
        files = new ProcFiles(kernel, arena, Path.of("/proc"));
        reader = new ProcessReader(
                files,
                new DescriptorKind(kernel, files, arena),
                new Cgroups(files),
                ProbeSettings.defaults("test"),
                self,
                self,
                true);
    }

    @Override
    public void close() {
        files.close();
        arena.close();
    }
}
