package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.handler.Operation;
import community.backup.handler.Outcomes;
import community.backup.handler.SchemaRule;
import community.backup.handler.Wiring;
import community.backup.service.Bookmarks;
import community.backup.service.Page;
import community.backup.service.PointQuery;
import community.backup.service.RecoveryPoint;
import community.backup.service.Services;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import community.backup.wait.Stopwatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of an operation.
 *
 * @param request CloudFormation's request
 * @param state what this invocation and earlier ones know
 * @param services the calls to AWS Backup and CloudFormation
 * @param outcomes turns decisions and failures into events
 * @param wiring the clock, random numbers and pauses
 */
record ContentsInvocation(
        ResourceHandlerRequest<ResourceModel> request,
        ContentsState state,
        Services services,
        Outcomes<ResourceModel, CallbackContext> outcomes,
        Wiring wiring) {

    /** The time between two reads that do not show the resource's own mark. The first can be stale; the second confirms it. */
    private static final Duration UNTIL_CONFIRMED = Duration.ofSeconds(10);

    private static final SchemaRule VAULT_NAME =
            SchemaRule.of(new Configuration().resourceSchemaJSONObject(), "BackupVaultName");

    static ContentsInvocation of(
            Operation operation,
            Wiring wiring,
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext earlier) {
        ResourceModel model =
                request.getDesiredResourceState() == null ? new ResourceModel() : request.getDesiredResourceState();
        ContentsState state =
                new ContentsState(operation, model, earlier, wiring.clock().instant());
        return new ContentsInvocation(
                request,
                state,
                wiring.services(proxy, state::isLast, Bookmarks.NONE),
                new Outcomes<>(state, state.watch(), state::isLast, wiring::roll),
                wiring);
    }

    /** Runs a handler's flow. */
    ProgressEvent<ResourceModel, CallbackContext> run(
            Function<ContentsInvocation, ProgressEvent<ResourceModel, CallbackContext>> flow) {
        return outcomes.of(() -> flow.apply(this));
    }

    /** The desired model; an empty one if the request has none. */
    ResourceModel model() {
        return state.model();
    }

    Stopwatch watch() {
        return state.watch();
    }

    /**
     * The name of the vault.
     *
     * @throws HandlerFailure if the model has no vault name, or an invalid one
     */
    String vaultName() {
        String name = model().getBackupVaultName();
        if (name == null || name.isBlank()) {
            throw new HandlerFailure(
                    FailureCode.INVALID_PROPERTY, "BackupVaultName is missing: name the vault to be emptied.");
        }
        if (!VAULT_NAME.admits(name)) {
            throw new HandlerFailure(
                    FailureCode.INVALID_PROPERTY,
                    "BackupVaultName: %s is not the name of a vault, which is %s. Correct it."
                            .formatted(SchemaRule.quoted(name), VAULT_NAME.text()));
        }
        return name;
    }

    /** The vault; empty if there is no vault with that name. */
    Optional<Vault> vault() {
        return services.vaults().find(vaultName());
    }

    /** The mark on a vault; empty if it has none. */
    Optional<Mark> mark(Vault vault) {
        return withExisting(vault, () -> Mark.in(services.vaults().tags(vault.arn())));
    }

    /** Sets tags of the mark on a vault. */
    void tag(Vault vault, Map<String, String> tags) {
        withExisting(vault, () -> {
            services.vaults().tag(vault.arn(), tags);
            return vault;
        });
    }

    /** Reads the vault and its mark. */
    VaultRead read() {
        Optional<Vault> vault = vault();
        return new VaultRead(vault, vault.flatMap(this::mark));
    }

    /**
     * The wait for another read while reads have not shown the own mark for less than {@link #UNTIL_CONFIRMED}; empty after that, because
     * the reads have confirmed each other.
     */
    Optional<Decision> unconfirmed() {
        return state.lacksOwnMarkFor(UNTIL_CONFIRMED)
                ? Optional.empty()
                : Optional.of(new Decision.Wait(
                        "Vault %s does not show this resource's mark; a second read will confirm it"
                                .formatted(vaultName()),
                        UNTIL_CONFIRMED));
    }

    /** The first page of the vault's list that has recovery points; the last page, which is empty, if the vault is empty. */
    Page<RecoveryPoint> firstRecoveryPoints() {
        PointQuery query = PointQuery.ofVault(vaultName());
        Page<RecoveryPoint> page = services.points().page(query.from(null, Sweep.MOST_RESULTS));
        // An empty page with a token is not the end of the list.
        while (page.items().isEmpty() && page.nextToken() != null) {
            page = services.points().page(query.from(page.nextToken(), Sweep.MOST_RESULTS));
        }
        return page;
    }

    /**
     * Runs an action on a vault that AWS Backup has just described. If a call of the action finds no vault, its answer is wrong and the
     * operation is retried. NotFound would tell CloudFormation that the resource does not exist.
     *
     * @throws ServiceFailure the failure of the action; one that is retried if the vault was not found
     */
    <T> T withExisting(Vault vault, Supplier<T> action) {
        try {
            return action.get();
        } catch (ServiceFailure failure) {
            throw failure.kind() == ErrorKind.MISSING ? failure.withExistingVault(vault.name()) : failure;
        }
    }

    /**
     * The result of a read of the vault.
     *
     * @param vault empty if there is no vault with that name
     * @param mark empty if the vault has none
     */
    record VaultRead(Optional<Vault> vault, Optional<Mark> mark) {
        boolean isOwnOf(ResourceHandlerRequest<ResourceModel> request) {
            return mark.isPresent() && mark.get().isOwnOf(request);
        }

        /** Why this resource does not own the contents, for a message. */
        String whyNotOwn() {
            return vault.isEmpty()
                    ? "there is no vault with that name in this account and region"
                    : mark.map(Mark::ownership).orElse("it has no mark that says who owns its contents");
        }
    }

    /**
     * The failure with the code NotFound for a resource that does not exist.
     *
     * @param why as the part of a sentence after a colon
     */
    HandlerFailure notFound(String why) {
        return new HandlerFailure(
                FailureCode.NOT_OWNED,
                "The contents of vault %s are not this resource's: %s. Correct BackupVaultName, or create the resource."
                        .formatted(vaultName(), why));
    }
}
