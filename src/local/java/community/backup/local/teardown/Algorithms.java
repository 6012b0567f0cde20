package community.backup.local.teardown;

import java.util.List;
import java.util.stream.Stream;

/** The compared algorithms. */
final class Algorithms {
    /** A RecoveryPoint resource for each recovery point. CloudFormation gives the whole model to the handlers. */
    static final StackTeardown OURS = new StackTeardown("RecoveryPoint", "this project", new OwnHandlers(true));

    /** The same, but CloudFormation gives only the template's properties and the identifier to the handlers. */
    static final Algorithm OURS_WITHOUT_CREATION_TIME =
            new StackTeardown("RecoveryPoint, age unknown", "this project", new OwnHandlers(false));

    /** One resource of this project for all recovery points of the vault. */
    static final OwnContents CONTENTS = new OwnContents();

    static final Algorithm CONSTANT = new StackTeardown(
            "stock, 5 s",
            "a handler with the constant delay of cloudformation-cli-java-plugin 2.2.5 (DelayFactory), that waits on where it "
                    + "is throttled; default retries of the AWS SDK for Java 2.40.2",
            StockHandler.withConstantDelay());

    static final Algorithm DEFAULTS = new StackTeardown(
            "stock, default errors",
            "a handler that leaves errors to cloudformation-cli-java-plugin 2.2.5 "
                    + "(AmazonWebServicesClientProxy.defaultHandler): status 400 is a final InvalidRequest, and throttling "
                    + "has it; default retries of the AWS SDK for Java 2.40.2",
            StockHandler.withDefaultErrors());

    static final Algorithm TERRAFORM = new Terraform();

    static final List<Algorithm> PEERS = List.of(
            CONSTANT,
            DEFAULTS,
            TERRAFORM,
            new CloudNuke(),
            new Delstack(),
            new CustomResource(),
            new ServerlessPlugin());

    private Algorithms() {}

    /** This project's algorithms and the others. */
    static List<Algorithm> all() {
        return Stream.concat(Stream.of(OURS, CONTENTS), PEERS.stream()).toList();
    }
}
