package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import community.backup.handler.Wiring;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.InMemoryTransport;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.TransportOfThread;
import community.backup.local.awsbackup.World;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.iam.Identity;
import community.backup.service.aws.BackupClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.Serializer;

/**
 * An account with a vault {@code nightly}. Tests call the handlers as CloudFormation does. Each invocation has a new
 * handler, and a model and a context that went through JSON. The next one follows when the delay of the last answer has
 * passed. The handlers call the local AWS Backup through the real SDK client, with the permissions of
 * {@code resource-role.yaml}.
 */
@NullMarked
final class LocalAccount {
    static final String VAULT = "nightly";
    static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    static final String EFS = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1";
    static final String EBS = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
    static final String RDS = "arn:aws:rds:eu-west-1:123456789012:db:orders";
    static final String STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1";
    static final Account ACCOUNT = new Account("123456789012", "eu-west-1", "aws");
    static final Identity PERMISSIONS = ExecutionRole.identity(ACCOUNT);
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /**
     * The most invocations of an operation, so that a test ends even if the operation does not. In CloudFormation, an
     * operation times out after 36 hours.
     */
    private static final int MOST_INVOCATIONS = 3000;

    final MovableClock clock = new MovableClock(Clock.fixed(START, ZoneOffset.UTC));
    final LocalAwsBackup backup = new LocalAwsBackup(clock, ACCOUNT);
    final World world = backup.world().createVault(VAULT).caller(PERMISSIONS);
    final List<String> log = new ArrayList<>();
    private final SdkHttpClient http = InMemoryTransport.to(backup, Duration.ofSeconds(8), clock::advance);
    private BackupClients clients = SHARED;

    private static final Serializer SERIALIZER = new Serializer();

    private static final BackupClients SHARED = BackupClients.of(
            () -> BackupClient.builder().region(Region.EU_WEST_1).httpClient(new TransportOfThread()),
            BackoffStrategy.retryImmediately());

    /** Makes the handlers use this client in place of the local AWS Backup. */
    void use(BackupClient client) {
        clients = new BackupClients(() -> client, () -> client);
    }

    /** A request of CloudFormation. A test can change it before the operation runs. */
    static final class Call {
        final ResourceHandlerRequest<ResourceModel> request = new ResourceHandlerRequest<>();
        Predicate<Step> until = step -> false;

        Call(ResourceModel model) {
            request.setAwsAccountId(ACCOUNT.id());
            request.setRegion(ACCOUNT.region());
            request.setAwsPartition(ACCOUNT.partition());
            request.setDesiredResourceState(model);
            request.setClientRequestToken(
                    UUID.nameUUIDFromBytes(model.toString().getBytes(StandardCharsets.UTF_8))
                            .toString());
            request.setDesiredResourceTags(Tags.own(model));
        }

        Call from(ResourceModel former) {
            request.setPreviousResourceState(former);
            request.setPreviousResourceTags(Tags.own(former));
            return this;
        }

        Call stackTags(Map<String, String> tags) {
            Map<String, String> all = new HashMap<>(tags);
            all.putAll(request.getDesiredResourceTags());
            request.setDesiredResourceTags(all);
            return this;
        }

        /** Sets the stack's tags before the update, in addition to those of the former model. */
        Call formerStackTags(Map<String, String> tags) {
            Map<String, String> all = new HashMap<>(tags);
            Map<String, String> ofModel = request.getPreviousResourceTags();
            all.putAll(ofModel == null ? Map.of() : ofModel);
            request.setPreviousResourceTags(all);
            return this;
        }

        Call token(String token) {
            request.setClientRequestToken(token);
            return this;
        }

        Call rollback() {
            request.setRollback(true);
            return this;
        }
    }

    /**
     * One invocation: the handler's answer, the time of the call, the number of calls of AWS Backup, and the duration.
     */
    record Step(ProgressEvent<ResourceModel, CallbackContext> event, Instant at, int calls, Duration took) {
        String message() {
            return String.valueOf(event.getMessage());
        }
    }

    /** All invocations of an operation. */
    record Run(List<Step> steps, @Nullable CallbackContext context) {
        ProgressEvent<ResourceModel, CallbackContext> end() {
            return steps.get(steps.size() - 1).event();
        }

        ResourceModel model() {
            return end().getResourceModel();
        }

        String message() {
            return String.valueOf(end().getMessage());
        }

        List<String> waits() {
            return steps.stream()
                    .filter(step -> step.event().getStatus() == OperationStatus.IN_PROGRESS)
                    .map(Step::message)
                    .toList();
        }

        Duration took() {
            return Duration.between(
                    steps.get(0).at(), steps.get(steps.size() - 1).at());
        }
    }

    static Step last(Run run) {
        return run.steps().get(run.steps().size() - 1);
    }

    static void succeeded(Run run) {
        assertThat(run.end().getStatus()).as(run.message()).isEqualTo(OperationStatus.SUCCESS);
    }

    static void failed(Run run, HandlerErrorCode code, String... words) {
        assertThat(run.end().getStatus()).as(run.message()).isEqualTo(OperationStatus.FAILED);
        assertThat(run.end().getErrorCode()).as(run.message()).isEqualTo(code);
        assertThat(run.message()).contains(words);
    }

    Run create(ResourceModel model) {
        return run(Operations.CREATE, new Call(model));
    }

    Run read(ResourceModel model) {
        return run(Operations.READ, new Call(model));
    }

    Run delete(ResourceModel model) {
        return run(Operations.DELETE, new Call(model));
    }

    Run list(ResourceModel model) {
        return run(Operations.LIST, new Call(model));
    }

    Run update(ResourceModel model, ResourceModel former) {
        return run(Operations.UPDATE, new Call(model).from(former));
    }

    /** The five operations, each by a new handler. */
    enum Operations {
        CREATE,
        READ,
        UPDATE,
        DELETE,
        LIST;

        private BaseHandler<CallbackContext> handler(Wiring wiring) {
            return switch (this) {
                case CREATE -> new CreateHandler(wiring);
                case READ -> new ReadHandler(wiring);
                case UPDATE -> new UpdateHandler(wiring);
                case DELETE -> new DeleteHandler(wiring);
                case LIST -> new ListHandler(wiring);
            };
        }
    }

    /** Runs an operation to its end, or until {@code call.until} holds. */
    Run run(Operations operation, Call call) {
        List<Step> steps = new ArrayList<>();
        ResourceModel model = call.request.getDesiredResourceState();
        @Nullable CallbackContext context = null;
        while (steps.size() < MOST_INVOCATIONS) {
            Step step = invoke(operation, call, model, context);
            steps.add(step);
            if (step.event().getStatus() != OperationStatus.IN_PROGRESS || call.until.test(step)) {
                return new Run(steps, context);
            }
            model = step.event().getResourceModel();
            context = step.event().getCallbackContext();
            clock.advance(Duration.ofSeconds(step.event().getCallbackDelaySeconds()));
        }
        throw new AssertionError("no end after " + MOST_INVOCATIONS + " invocations: " + steps.get(steps.size() - 1));
    }

    /** Runs an operation to its end from a step on. */
    Step runToEnd(Operations operation, Call call, Step from) {
        Step step = from;
        for (int i = 0; step.event().getStatus() == OperationStatus.IN_PROGRESS && i < MOST_INVOCATIONS; i++) {
            clock.advance(Duration.ofSeconds(step.event().getCallbackDelaySeconds()));
            step = invoke(
                    operation,
                    call,
                    step.event().getResourceModel(),
                    step.event().getCallbackContext());
        }
        return step;
    }

    /** One invocation, with everything through JSON as between CloudFormation and Lambda. */
    Step invoke(Operations operation, Call call, ResourceModel model, @Nullable CallbackContext context) {
        Wiring wiring = new Wiring(clock, () -> 0.5, clients);
        call.request.setDesiredResourceState(json(model, ResourceModel.class));
        int before = backup.calls().size();
        Instant at = clock.instant();
        TransportOfThread.use(http);
        ProgressEvent<ResourceModel, CallbackContext> event = operation
                .handler(wiring)
                .handleRequest(
                        proxy(), call.request, context == null ? null : json(context, CallbackContext.class), log::add);
        return new Step(event, at, backup.calls().size() - before, Duration.between(at, clock.instant()));
    }

    /** Invokes a handler without credentials, as for a type that was registered without a role. */
    void withoutCredentials(Operations operation, ResourceHandlerRequest<ResourceModel> request) {
        operation.handler(new Wiring(clock, () -> 0.5, clients)).handleRequest(null, request, null, log::add);
    }

    private <T> T json(T value, Class<T> type) {
        try {
            return SERIALIZER.deserialize(SERIALIZER.serialize(value), new TypeReference<T>() {
                @Override
                public Type getType() {
                    return type;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AmazonWebServicesClientProxy proxy() {
        return new AmazonWebServicesClientProxy(
                new LoggerProxy(), new Credentials("AKIDEXAMPLE", "secret", "token"), () -> 60_000L);
    }

    /** How many calls of an operation AWS Backup has carried out. */
    long effects(BackupOperation operation) {
        return backup.calls(operation).stream().filter(call -> call.effect()).count();
    }

    static ResourceModel identified(String id) {
        return ResourceModel.builder()
                .backupVaultName(VAULT)
                .recoveryPointId(id)
                .build();
    }

    static ResourceModel backupOf(String resourceArn) {
        return ResourceModel.builder()
                .backupVaultName(VAULT)
                .resourceArn(resourceArn)
                .iamRoleArn(ROLE)
                .build();
    }
}
