package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that the site of the documents builds without a warning, has every page, and loads nothing from other servers.
 */
class SiteIT {
    private static final Path SITE = Path.of("target", "site");
    private static final Pattern FETCHED = Pattern.compile("<(?:script|link|img)[^>]+(?:src|href)=\"https?:");

    @Test
    void the_site_is_built_without_a_warning_and_works_offline() throws IOException, InterruptedException {
        ScriptRun build = ScriptRun.of("tools/site");

        assertThat(build.status()).as(build.output()).isZero();
        for (String folder : List.of(".", "docs", "docs/decisions", "docs/how-to", "examples", "registration", "cdk")) {
            try (Stream<Path> pages = Files.list(Path.of(folder))) {
                assertThat(pages.map(Path::toString).filter(name -> name.endsWith(".md")))
                        .allSatisfy(page -> assertThat(SITE.resolve(page.replace(".md", ".html")))
                                .exists());
            }
        }
        assertThat(SITE.resolve("searchindex.js")).content().contains("expired");
        List<Path> fetching = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SITE)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".html")).toList()) {
                if (FETCHED.matcher(Files.readString(file)).find()) {
                    fetching.add(file);
                }
            }
        }
        assertThat(fetching).isEmpty();
    }
}
