package io.hangup.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Why a file could not be read or written, with the cure. What Java says of it is often the bare path.
final class FileTrouble {
    private FileTrouble() {}

    /// With the file's name before it where that is known.
    static String of(IOException e) {
        return e instanceof FileSystemException known && known.getFile() != null
                ? known.getFile() + ": " + why(known)
                : String.valueOf(e.getMessage());
    }

    private static String why(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing ->
                missing(Path.of(missing.getFile()).toAbsolutePath());
            case AccessDeniedException _ -> "this user may not; name another file, or have its owner do it";
            default -> e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        };
    }

    private static String missing(Path file) {
        Path folder = file.getParent();
        return folder == null || Files.isDirectory(folder)
                ? "there is no such file; look at its name"
                : "there is no folder " + folder + "; make it first";
    }
}
