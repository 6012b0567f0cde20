package community.backup.recoverypoint.docs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that run the commands of this project on the pages. */
final class CommandPlaces {
    private static final String DOCS = "src/test/java/community/backup/recoverypoint/docs/";
    private static final String REGISTER = "src/test/java/community/backup/recoverypoint/registration/RegisterIT.java";

    private static final String CONTRACT_V2 =
            "src/test/java/community/backup/recoverypoint/contract/ContractSuiteV2IT.java";
    private static final String CDK = "cdk/src/test/java/community/backup/cdk/CdkCommandsTest.java";

    private static final String TESTS = "src/test/java/community/backup/";

    /**
     * The place that runs a command.
     *
     * @param command a pattern for the whole command
     * @param file the file that runs it
     * @param shown the text of the file that shows it, with {@code $1} for the first group of the command
     */
    record Place(String command, String file, String shown) {
        /** The text in the file that runs this command. */
        String text(String wanted) {
            return wanted.replaceAll(command, shown);
        }
    }

    private static final List<Place> RUN = List.of(
            new Place("\\./demo", ".ci/run", "step \"./demo\" ./demo"),
            new Place(
                    "\\./demo (examples/(one-backup|NAME)\\S+|TEMPLATE.yaml) .*",
                    DOCS + "QuickStartIT.java",
                    "DemoProcess.run("),
            new Place("\\./demo examples/.*", DOCS + "HowToIT.java", "DemoProcess.run("),
            new Place("\\./demo --(recovery-point|resources-to-import) .*", DOCS + "HowToIT.java", "DemoProcess.run("),
            new Place("\\./demo --report .*", "tools/check-report", "--report"),
            new Place("\\./demo --speed -5|\\./simulate --lives 0", DOCS + "BadOptionsIT.java", "new Bad(\"$0\""),
            new Place("\\./demo --scene .*", "tools/record-demo", "--scene"),
            new Place("\\./demo --serve( --port 4580)?", DOCS + "ServedAccount.java", "--serve"),
            new Place("\\./demo --serve --speed 1", DOCS + "ServedAccount.java", "--serve\", \"--speed"),
            new Place("\\./simulate( --lives [0-9]+.*)?", DOCS + "ProjectCommandsIT.java", "--lives"),
            new Place("\\./simulate --seed N --report FILE", "tools/check-report", "simulate"),
            new Place("\\./register( --region eu-west-1)?", REGISTER, "run(command())"),
            new Place("\\./register --region eu-west-1 --parameter \"VaultArns=.*", REGISTER, "--parameter"),
            new Place("\\./register --dry-run.*", REGISTER, "--dry-run"),
            new Place("\\./register --remove.*", REGISTER, "--remove"),
            new Place("\\./register --type Community::Backup::(RecoveryPoint|VaultContents).*", REGISTER, "--type"),
            new Place("\\./register --runtime java21", REGISTER, "\"--runtime\", \"java21\""),
            new Place("\\./register --parameter (ReadOnly=true|SourceConditions=false)", REGISTER, "--parameter"),
            new Place("\\./mvnw verify", ".ci/run", "./mvnw -B -ntp verify"),
            new Place("\\./mvnw -f cdk/pom.xml verify", ".ci/run", "-f cdk/pom.xml verify"),
            new Place("\\.ci/run", ".ci/run", "step \"./mvnw verify\""),
            new Place("bench/start( --short)?", ".ci/run", "bench/start --short"),
            new Place("bench/teardown( --short)?", TESTS + "local/teardown/TeardownBoundsTest.java", "@Test"),
            new Place("tools/check-report", ".ci/run", "tools/check-report"),
            new Place("tools/check-reproducible", ".ci/run", "tools/check-reproducible"),
            new Place(
                    "tools/python prose python tools/messages.py --record",
                    "tools/lint",
                    "tools/python prose python tools/messages.py"),
            new Place("tools/generate", "pom.xml", "/tools/generate<"),
            new Place("tools/lint", "pom.xml", "/tools/lint<"),
            new Place("tools/check-java", "pom.xml", "/tools/check-java\""),
            new Place("cfn submit( --dry-run)?", "tools/submit", "cfn submit --dry-run"),
            new Place("tools/submit", "pom.xml", "/tools/submit<"),
            new Place("\\./mvnw package -DskipTests", "tools/local", "package -DskipTests"),
            new Place("cfn test", "tools/cfn-test.py", "arguments = [\"test\""),
            new Place("cfn test --v2", CONTRACT_V2, "option_of_the_cloudformation_cli"),
            new Place("tools/contract-v2( --type \\S+)?", ".ci/run", "tools/contract-v2 --type"),
            new Place("tools/contract-v2 --set .*", CONTRACT_V2, "\"--set\""),
            new Place("tools/python cfn cfn", "tools/generate", "tools/python\" cfn cfn"),
            new Place(
                    "tools/python cfn python tools/registration-templates.py",
                    REGISTER.replace("RegisterIT", "ResourceTypesIT"),
                    "tools/registration-templates.py"),
            new Place(
                    "tools/python node python cdk/generate.py (typescript|python) cdk/(typescript|python)",
                    CDK.replace("CdkCommandsTest", "OtherLanguagesTest"),
                    "\"generate.py\""),
            new Place("tools/record-demo", DOCS + "RecordingIT.java", "record-demo"),
            new Place("tools/release", REGISTER.replace("RegisterIT", "ReleaseFilesIT"), "tools/release"),
            new Place("tools/shipped", TESTS + "recoverypoint/packaging/SbomIT.java", "tools/shipped"),
            new Place("sha256sum --check SHA256SUMS", REGISTER.replace("RegisterIT", "ReleaseFilesIT"), "SHA256SUMS"),
            new Place("tools/site", DOCS + "SiteIT.java", "tools/site"),
            new Place("npm ci", "cdk/prepare", "npm-cli.js\" ci"),
            new Place("cdk synth", CDK.replace("CdkCommandsTest", "Assembly"), "\"synth\""),
            new Place("cdk (import|diff|deploy|destroy)", CDK, "cdk(assembly, \"$1\""),
            new Place("cdk import Owner --resource-mapping mapping.json", CDK, "--resource-mapping"));

    /**
     * Commands that no test runs, because they change tested files or take long. The text shows that the command can be
     * run.
     */
    private static final List<Place> BY_HAND = List.of(
            new Place("bench/endurance", "bench/endurance", "-Dprocess.stacks=200"),
            new Place("bench/mutation", "bench/mutation", "pitest-maven:mutationCoverage"),
            new Place("\\./mvnw test -Dtest=\\w+.*", "pom.xml", "<artifactId>maven-surefire-plugin</artifactId>"),
            new Place("\\./mvnw verify -Dit.test=\\w+.*", "pom.xml", "<artifactId>maven-failsafe-plugin</artifactId>"),
            new Place("\\./mvnw spotless:apply", "pom.xml", "<artifactId>spotless-maven-plugin</artifactId>"),
            new Place(
                    "\\./mvnw -f cdk/pom.xml install -DskipTests",
                    "cdk/pom.xml",
                    "<artifactId>recoverypoint-cdk</artifactId>"),
            new Place("tools/lock( java| python)?", "tools/lock", "python)"),
            new Place("tools/release --record", "tools/release", "--record) record=true"),
            new Place("npm install --package-lock-only.*", "cdk/package-lock.json", "lockfileVersion"));

    private CommandPlaces() {}

    /** The place of a command; empty if there is none. */
    static Optional<Place> of(String command) {
        return Stream.concat(RUN.stream(), BY_HAND.stream())
                .filter(place -> command.matches(place.command()))
                .findFirst();
    }
}
