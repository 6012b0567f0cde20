package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.failure.FailureCode;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the pages with the parts of the schema, the code and the examples that they repeat. */
class DocumentsTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final String ROOT = "community.backup.";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final JsonNode schema =
            new ObjectMapper().readTree(Path.of("schema.json").toFile());
    private final String readme = Files.readString(Path.of("README.md"));

    DocumentsTest() throws IOException {}

    @Test
    void the_page_of_messages_has_each_code_of_a_failure_once() throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| `(BACKUP-[A-Z-]+)` \\|");

        assertThat(row.matcher(Files.readString(Path.of("docs", "messages.md")))
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(codes());
    }

    @Test
    void no_page_names_a_code_that_no_failure_has() throws IOException {
        Pattern code = Pattern.compile("(?<![A-Za-z0-9-])BACKUP-[A-Z]+(-[A-Z]+)*(?![a-z-])");
        Set<String> named = new TreeSet<>();
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            for (Path page : Stream.concat(docs, Stream.of(Path.of("README.md")))
                    .filter(each -> each.toString().endsWith(".md"))
                    .toList()) {
                code.matcher(Files.readString(page)).results().forEach(match -> named.add(match.group()));
            }
        }

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(codes()).containsAll(named);
    }

    private static List<String> codes() {
        return Stream.of(FailureCode.values()).map(FailureCode::text).toList();
    }

    @Test
    void the_page_of_the_simulation_has_every_promise_that_wrong_handlers_break_and_none_that_is_not_checked()
            throws IOException {
        String table = section(Files.readString(Path.of("docs", "simulation.md")), "## What is promised");
        List<String> promises = CODE.matcher(table)
                .results()
                .map(match -> match.group(1))
                .filter(text -> text.contains(" "))
                .toList();
        StringBuilder checks = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src", "local", "java", "community", "backup", "local"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                checks.append(Files.readString(file));
            }
        }

        assertThat(promises).allSatisfy(promise -> assertThat(checks).contains('"' + promise + '"'));
        assertThat(promises)
                .containsAll(
                        Files.readAllLines(Path.of("src", "test", "resources", "simulation", "mutants.txt")).stream()
                                .map(line -> line.split("[|]", -1)[2].strip())
                                .toList());
    }

    @Test
    void the_templates_of_the_readme_are_the_examples() throws IOException {
        List<String> templates = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(templates).hasSize(2);
        assertThat(Path.of("examples", "vault-that-empties-itself.yaml"))
                .content()
                .contains(templates.get(0));
        assertThat(Path.of("examples", "one-backup.yaml")).content().contains(templates.get(1));
    }

    @Test
    void the_readme_is_short() {
        assertThat(readme.split("\\s+")).hasSizeLessThanOrEqualTo(1200);
    }

    @Test
    void where_contributors_find_the_answers_to_their_questions_there_is_such_a_method() throws IOException {
        List<String> places = rows(Files.readString(Path.of("CONTRIBUTING.md")), "## Where is it?").stream()
                .flatMap(row -> CODE.matcher(row.get(1)).results())
                .map(match -> match.group(1))
                .toList();

        assertThat(places).hasSizeGreaterThan(5).allSatisfy(place -> {
            String[] parts = place.split("[.]", 2);
            assertThat(parts).as(place).hasSize(2);
            assertThat(methods(parts[0])).as(place).contains(parts[1]);
        });
    }

    /** The methods of the shipped classes with this simple name. Each resource type can have a class of that name. */
    private static List<String> methods(String name) throws IOException, ClassNotFoundException {
        List<String> methods = new ArrayList<>();
        for (Path source : sources()) {
            if (source.endsWith(name + ".java")) {
                Class<?> type = Class.forName(
                        MAIN.relativize(source).toString().replace(".java", "").replace('/', '.'));
                Stream.of(type.getDeclaredMethods()).map(Method::getName).forEach(methods::add);
            }
        }
        return methods;
    }

    @Test
    void the_architecture_names_every_class_that_ships_in_its_package_and_no_other() throws IOException {
        String table = section(Files.readString(Path.of("ARCHITECTURE.md")), "## Packages");
        List<String> named = new ArrayList<>();
        String name = "";
        for (List<String> row : table.lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(DocumentsTest::cells)
                .toList()) {
            // A row without a package continues the row above.
            name = row.get(0).isEmpty() ? name : row.get(0).replace("`", "");
            for (MatchResult match : CODE.matcher(row.get(1)).results().toList()) {
                named.add(name + "." + match.group(1));
            }
        }

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        sources().stream().map(DocumentsTest::inPackage).toList());
    }

    /** A class with its package, as ARCHITECTURE.md names it. */
    private static String inPackage(Path source) {
        String name = MAIN.relativize(source).toString().replace(".java", "").replace('/', '.');
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "(the SDK's)." + simple(source);
    }

    private static String simple(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @Test
    void every_decision_is_true_about_the_classes_that_it_names() throws IOException {
        List<String> classes = sources().stream().map(DocumentsTest::simple).toList();
        Pattern line = Pattern.compile("In the code: (.*)\\.");
        for (Path page : pages("docs/decisions")) {
            assertThat(line.matcher(Files.readString(page))
                            .results()
                            .flatMap(match -> CODE.matcher(match.group(1)).results())
                            .map(match -> match.group(1)))
                    .as(page.toString())
                    .isSubsetOf(classes);
        }
    }

    @Test
    void links_to_a_heading_lead_to_one() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : allPages()) {
            for (String whole : links(page)) {
                String[] link = whole.split("#", 2);
                Path target = link[0].isEmpty() ? page : page.resolveSibling(link[0]);
                if (link.length == 2
                        && !link[0].startsWith("https:")
                        && target.toString().endsWith(".md")
                        && !headings(target).contains(link[1])) {
                    broken.add(page + ": " + whole);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    /** The targets of the links on a page, without links in code. */
    private static List<String> links(Path page) throws IOException {
        String text =
                Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```$", "").replaceAll("`[^`\n]+`", "");
        return LINK.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The names of a page's headings in links. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> allPages() throws IOException {
        List<Path> all = new ArrayList<>(pages("."));
        all.addAll(pages("examples"));
        all.addAll(pages("registration"));
        all.addAll(pages("cdk"));
        for (TypeFolder type : TypeFolder.all().subList(1, TypeFolder.all().size())) {
            all.addAll(pages(type.folder().toString()));
        }
        all.addAll(pages("docs"));
        all.addAll(pages("docs/decisions"));
        all.addAll(pages("docs/how-to"));
        return all;
    }

    @Test
    void links_between_pages_lead_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : allPages()) {
            links(page).stream()
                    .map(link -> link.replaceFirst("#.*", ""))
                    .filter(link -> !link.isEmpty() && !link.startsWith("https:"))
                    .filter(link -> !Files.exists(page.resolveSibling(link)))
                    .forEach(link -> broken.add(page + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void the_hours_of_the_limits_are_those_of_the_schema() throws IOException {
        int minutes = schema.at("/handlers/delete/timeoutInMinutes").asInt();

        assertThat(schema.at("/handlers/create/timeoutInMinutes").asInt()).isEqualTo(minutes);
        assertThat(Path.of("docs", "limits.md")).content().contains("| " + minutes / 60 + " hours |");
        assertThat(readme).contains(minutes / 60 + " hours");
    }

    /** The cells of the first table of a section, without its head. */
    private static List<List<String>> rows(String page, String heading) {
        return section(page, heading)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(DocumentsTest::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        return Stream.of(row.split("\\|", -1)).skip(1).map(String::strip).toList();
    }

    private static String section(String page, String heading) {
        String[] parts = page.split("(?m)^" + Pattern.quote(heading) + "$", 2);
        assertThat(parts).as(heading).hasSize(2);
        return parts[1].split("(?m)^## ", 2)[0];
    }

    private static List<Path> pages(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    /** The classes that ship. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList();
        }
    }
}
