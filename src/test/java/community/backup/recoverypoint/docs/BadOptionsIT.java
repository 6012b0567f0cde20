package community.backup.recoverypoint.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A script with an invalid option prints the reason on one line and ends with status 2, before it prints or builds
 * anything else. The shell scripts run in a copy of the checkout with a space in its path, in which nothing can be
 * built.
 */
class BadOptionsIT {
    private static final List<String> FOLDERS =
            List.of(".", "tools", "bench", "bench/stock", ".ci", "cdk", "src/test/python");

    /** Files that are sourced or imported, or that are not from this project. */
    private static final Set<String> NOT_CALLED = Set.of(
            "mvnw",
            "tools/asciicast.py",
            "tools/filmstrip.py",
            "tools/resource_types.py",
            "tools/script_options.py",
            "tools/waiting.py",
            "bench/measure.py",
            "bench/report.py",
            "cdk/l1_java.py",
            "cdk/l1_python.py",
            "cdk/l1_schema.py",
            "cdk/l1_typescript.py",
            // It takes the options of another command.
            "tools/sha256",
            // It takes no options, and serves until its standard input ends.
            "src/test/python/local-registry.py");

    private static Path checkout;

    @BeforeAll
    static void copyTheScripts(@TempDir Path temporary) throws IOException, InterruptedException {
        checkout = temporary.resolve("a checkout");
        for (String folder : Stream.concat(
                        FOLDERS.stream(),
                        Stream.of("examples", "registration", "vault-contents", "vault-contents/registration"))
                .toList()) {
            Files.createDirectories(checkout.resolve(folder));
            for (Path file : files(folder)) {
                if (!file.endsWith("mvnw")) {
                    Files.copy(file, checkout.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        // Make each environment first. A script that makes one prints more than the one line that the test expects.
        for (String environment : pythonScripts().map(bad -> bad.words().get(0)).collect(Collectors.toSet())) {
            run(Path.of(""), List.of("tools/python", environment, "python", "--version"));
        }
    }

    /** A shell command with a mistake. The script's line must name the mistake, and have this part of the remedy. */
    private record Bad(String command, String named, String remedy) {
        List<String> words() {
            return List.of(command.split(" ", -1));
        }
    }

    static Stream<Bad> scripts() {
        return Stream.of(
                new Bad("./simulate --lives 0", "--lives: 0 is not a whole number from 1", "Give such a number"),
                new Bad("./simulate --lives -5", "--lives: -5 is not a whole number from 1", "Give such a number"),
                new Bad("./simulate --lives", "--lives: the value is missing", "./simulate --help"),
                new Bad("./simulate --threads 0", "--threads: 0", "Give such a number"),
                new Bad("./simulate --seed x", "--seed: x", "Give such a number"),
                new Bad("./simulate --from 1.5", "--from: 1.5", "Give such a number"),
                new Bad("./simulate --keep nonsense", "--keep: it is for one life", "--seed SEED"),
                new Bad("./simulate --report r.html", "--report: it is for one life", "--seed SEED"),
                new Bad("./simulate --seed 1 --lives 2", "--lives: --seed is for one life", "Leave out"),
                new Bad("./simulate --seed 1 --report no/r.html", "--report: there is no folder no", "Make it first"),
                new Bad("./simulate --what", "--what: there is no such option", "./simulate --help"),
                new Bad("./simulate 20", "20: ./simulate does not take this argument", "./simulate --help"),
                new Bad("./demo --speed -5", "--speed: -5 is not a number greater than 0", "Give such a number"),
                new Bad("./demo --speed 0.0", "--speed: 0.0", "Give such a number"),
                new Bad("./demo --serve --port 65535", "--port: 65535", "from 0 to 65533"),
                new Bad("./demo --port 80", "--port: only --serve listens", "Give --serve too"),
                new Bad("./demo --scene 5", "--scene: 5", "from 1 to 4"),
                new Bad("./demo --what", "--what: there is no such option", "./demo --help"),
                new Bad("./demo no.yaml", "no.yaml: there is no such file", "Give the path"),
                new Bad("./demo examples/one-backup.yaml no.yaml", "no.yaml: there is no such file", "Give the path"),
                new Bad(
                        "./demo examples/one-backup.yaml Wrong=1",
                        "Wrong: examples/one-backup.yaml has no such parameter",
                        "It has: BackupRoleArn ResourceArn"),
                new Bad("./demo examples/one-backup.yaml wrong", "wrong: this is not of the form NAME=VALUE", "Give"),
                new Bad("./demo --serve examples/one-backup.yaml", "--serve: it takes no template", "Leave out"),
                new Bad("./demo --recovery-point vault", "--recovery-point: vault is not", "VAULT=ARN"),
                new Bad("./demo --resources-to-import x.json", "--resources-to-import: there is no template", "Put it"),
                new Bad(
                        "./demo examples/import.yaml --resources-to-import no.json",
                        "--resources-to-import: there is no file no.json",
                        "Give the path"),
                new Bad("./demo --report .", "--report: . is a folder", "Give the path"),
                new Bad("./register --what", "--what: there is no such option", "./register --help"),
                new Bad("./register --package no.zip", "--package: there is no file no.zip", "Give the path"),
                new Bad("./register --region", "--region: the value is missing", "./register --help"),
                new Bad(
                        "./register --type Other",
                        "--type: there is no type Other",
                        "Community::Backup::RecoveryPoint"),
                new Bad("./register --runtime java8", "--runtime: the package does not run on", "Give java17"),
                new Bad("./register --remove --runtime java21", "--runtime: it goes into a package", "Leave it out"),
                new Bad("./register --poll x", "--poll: x", "Give such a number"),
                new Bad("./register --parameter ReadOnly", "ReadOnly: this is not of the form NAME=VALUE", "Give"),
                new Bad(
                        "./register --parameter Wrong=1",
                        "Wrong: resource-role.yaml or registration/log.yaml or vault-contents/resource-role.yaml or",
                        "ReadOnly"),
                new Bad(
                        "./register --type Community::Backup::RecoveryPoint --role-arn arn:x --parameter ReadOnly=true",
                        "ReadOnly: registration/log.yaml has no such parameter",
                        "It has: "),
                new Bad(
                        "./register --type Community::Backup::VaultContents --parameter ReadOnly=true",
                        "ReadOnly: vault-contents/resource-role.yaml or vault-contents/registration/log.yaml has no",
                        "It has: VaultArns"),
                new Bad("./register --package pom.xml", "--package: it is for one resource type", "Give --type"),
                new Bad("./register --role-arn arn:x", "--role-arn: it is for one resource type", "Give --type"),
                new Bad("./register --log-group logs", "--log-group: it is for one resource type", "Give --type"),
                new Bad("bench/start --runs 0", "--runs: 0", "Give such a number"),
                new Bad("bench/start --long", "--long: there is no such option", "bench/start --help"),
                new Bad("bench/teardown --long", "--long: there is no such option", "bench/teardown --help"),
                new Bad("bench/endurance x", "x: bench/endurance takes no", "Run it without"),
                new Bad("bench/mutation x", "x: bench/mutation takes no", "Run it without"),
                new Bad("bench/stock/build package", "package: this is no option", "Give options"),
                new Bad(".ci/run --fast", "--fast: .ci/run takes no options", "Run it without"),
                new Bad("cdk/prepare x", "x: cdk/prepare takes no options", "Run it without"),
                new Bad("tools/check-java", "LIBRARIES: tools/check-java takes one class path", "./mvnw verify"),
                new Bad(
                        "tools/check-report --what",
                        "--what: tools/check-report takes no option but --record",
                        "Leave"),
                new Bad("tools/check-reproducible x", "x: tools/check-reproducible takes no", "Run it without"),
                new Bad("tools/contract-v2 --what", "--what: there is no such option", "tools/contract-v2 --help"),
                new Bad("tools/shipped no.json", "no.json is not a file", "give the path"),
                new Bad("tools/generate x", "x: tools/generate takes no", "Run it without"),
                new Bad("tools/lint pom.xml", "pom.xml: tools/lint takes no", "Run it without"),
                new Bad("tools/lock rust", "rust: tools/lock records java, python or both", "Give one of these"),
                new Bad("tools/lock java python", "python: tools/lock takes one argument", "Leave this one out"),
                new Bad("tools/python", "NAME: it is missing", "Call tools/python NAME COMMAND"),
                new Bad("tools/python wrong python", "wrong: there is no tools/requirements-wrong.txt", "cfn"),
                new Bad("tools/python cfn", "COMMAND: it is missing", "Call tools/python cfn COMMAND"),
                new Bad("tools/record-demo x", "x: tools/record-demo takes no", "Run it without"),
                new Bad("tools/release --what", "--what: tools/release takes no option but --built", "Leave it out"),
                new Bad("tools/site x", "x: tools/site takes no", "Run it without"),
                new Bad("tools/submit x", "RUNTIME: the package does not run on", "Give java17"),
                new Bad("tools/submit java21 x", "x: tools/submit takes one argument", "runtime"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_script_refuses_it_in_one_line_before_it_builds(Bad bad) throws IOException, InterruptedException {
        assertRefused(run(checkout, bad.words()), bad);
    }

    /** Commands of Python scripts. The first word of each is an environment of {@code tools/python}. */
    static Stream<Bad> pythonScripts() {
        return Stream.of(
                new Bad("cfn tools/register.py --poll -1", "--poll: -1", "./register --help"),
                new Bad("cfn tools/register.py --what", "--what", "./register --help"),
                new Bad("cfn tools/register.py --type Other", "--type: there is no type Other", "give Community::"),
                new Bad("cfn tools/registration-templates.py --what", "--what", "The head of"),
                new Bad("cfn tools/register.py --package no.zip", "--package: there is no file no.zip", "--help"),
                new Bad("cfn tools/cfn-test.py http://localhost no.json out", "EXPORTS: there is no file", "The head"),
                new Bad("cfn tools/cfn-test.py", "ENDPOINT, EXPORTS, RESULTS", "The head of tools/cfn-test.py"),
                new Bad("aws tools/check-commands.py no.md", "there is no file no.md", "The head of"),
                new Bad("cfn tools/check-local-aws-backup.py here", "ENDPOINT: here", "The head of"),
                new Bad("cfn tools/check-report.py no --record no.html", "CHROMIUM: there is no file", "The head"),
                new Bad("cfn tools/licences.py pom.xml no.json", "SBOM_FILE: there is no file no.json", "The head"),
                new Bad("prose tools/prose.py no.md", "FILE: there is no file no.md", "The head of"),
                new Bad("prose tools/messages.py --what", "unrecognized arguments: --what", "The head of"),
                new Bad("record tools/record-demo.py draw only.cast", "draw takes CAST and SVG", "The head of"),
                new Bad("cfn tools/contract-v2.py --what", "unrecognized arguments: --what", "contract-v2"),
                new Bad("cfn tools/schema-lint.py what", "Usage: schema-lint.py", "inputs SCHEMA FOLDER"),
                new Bad("cfn tools/same-zip.py no.zip", "ZIP: there is no file no.zip", "The head of"),
                new Bad("cfn tools/site-files.py no", "PAGES: there is no folder no", "The head of"),
                new Bad("cfn tools/summary.py --what", "--what", "The head of tools/summary.py"),
                new Bad("cfn bench/start.py --java java --runs x", "--runs: invalid", "bench/start --help"),
                new Bad("cfn cdk/generate.py cobol here", "LANGUAGE: invalid choice: 'cobol'", "The head of"),
                new Bad("cfn src/test/python/fork-server.py no.py", "SCRIPT: there is no file no.py", "The head of"),
                new Bad("record src/test/python/in-terminal.py", "TEXT", "The head of"));
    }

    @ParameterizedTest
    @MethodSource("pythonScripts")
    void a_python_script_refuses_it_in_one_line(Bad bad) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(bad.words());
        command.add(1, "python");
        command.add(0, "tools/python");
        assertRefused(run(Path.of(""), command), bad);
    }

    @Test
    void every_script_is_called_here() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String folder : FOLDERS) {
            for (Path file : files(folder)) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("#!")
                        || file.toString().endsWith(".py")) {
                    all.add(file.toString());
                }
            }
        }
        all.removeAll(NOT_CALLED);
        Set<String> called = Stream.concat(
                        scripts().map(bad -> bad.words().get(0).replaceFirst("^[.]/", "")),
                        pythonScripts().map(bad -> bad.words().get(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(called).isEqualTo(all);
    }

    @Test
    void a_fault_that_does_not_happen_cannot_be_kept(@TempDir Path tmpdir) throws IOException, InterruptedException {
        assertRefused(
                run(Path.of(""), DemoProcess.simulate(List.of("--seed", "84", "--keep", "nonsense"), tmpdir)),
                new Bad("--keep nonsense", "--keep: nothing named 'nonsense' happens with the seed 84", "resource R"));
    }

    @Test
    void what_is_wrong_in_a_template_is_said_before_anything_is_shown(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path json = Files.writeString(folder.resolve("in-json.json"), """
                {"Resources": {"Vault": {"Type": "AWS::Backup::BackupVault", "Properties": {"BackupVaultName": "v"}}}}
                """);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "Resources: [\n");

        for (List<String> arguments : List.of(
                List.of(json.toString(), "Wrong=1"),
                List.of(broken.toString()),
                List.of("examples/one-backup.yaml", "ResourceArn=arn:aws:ec2:us-east-1:123456789012:volume/vol-0"),
                List.of("examples/import.yaml", "--resources-to-import", broken.toString()))) {
            assertRefused(
                    run(Path.of(""), DemoProcess.command(arguments, folder)),
                    new Bad(arguments.toString(), "", "orrect the "));
        }
    }

    private record Run(int status, String output, String errors) {}

    private static void assertRefused(Run run, Bad bad) {
        assertThat(run.errors())
                .as(bad.command())
                .contains(bad.named(), bad.remedy())
                .containsOnlyOnce("\n");
        assertThat(run.output()).as(bad.command()).isEmpty();
        assertThat(run.status()).as(bad.command()).isEqualTo(2);
    }

    private static Run run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path errors = checkout.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output, Files.readString(errors));
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(Files::isRegularFile).map(Path::normalize).toList();
        }
    }
}
