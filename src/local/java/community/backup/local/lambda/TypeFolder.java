package community.backup.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A resource type of this checkout, by its folder in {@code tools/types.txt}.
 *
 * @param folder the folder with the files that the CloudFormation CLI requires for a type
 */
public record TypeFolder(Path folder) {
    private static final Path LIST = Path.of("tools", "types.txt");

    /** The types, in the order of the list. */
    public static List<TypeFolder> all() {
        try {
            return Files.readAllLines(LIST).stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> new TypeFolder(Path.of(line).normalize()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Community::Backup::RecoveryPoint}. */
    public static TypeFolder recoveryPoint() {
        return all().get(0);
    }

    /** {@code Community::Backup::VaultContents}. */
    public static TypeFolder vaultContents() {
        return all().get(1);
    }

    /** The type's name. */
    public String name() {
        return setting("typeName");
    }

    /** The type's name in the names of files, as the CloudFormation CLI writes it. */
    public String slug() {
        return name().replace("::", "-").toLowerCase(Locale.ROOT);
    }

    /** The entry point for Lambda: class and method, {@code package.Class::method}. */
    public String entrypoint() {
        return setting("entrypoint");
    }

    /** One of the type's files. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    private String setting(String name) {
        try {
            return new ObjectMapper()
                    .readTree(file(".rpdk-config").toFile())
                    .required(name)
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
