package community.backup.vaultcontents;

import community.backup.failure.ErrorKind;
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
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One invocation of an operation.
 *
 * @param request what CloudFormation asks for
 * @param state what the operation knows so far
 * @param services AWS Backup and CloudFormation
 * @param wiring the clock, chance and pauses
 */
record ContentsInvocation(
        ResourceHandlerRequest<ResourceModel> request,
        ContentsState state,
        Services services,
        Outcomes<ResourceModel, CallbackContext> outcomes,
        Wiring wiring) {

    /** The time until a second read confirms that the vault does not have the resource's own mark: the first can be stale. */
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

    /** The model that is asked for, as the template has it. */
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
                    HandlerErrorCode.InvalidRequest, "BackupVaultName is missing: name the vault to be emptied.");
        }
        if (!VAULT_NAME.admits(name)) {
            throw new HandlerFailure(
                    HandlerErrorCode.InvalidRequest,
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

    /** The vault and the mark on it. */
    VaultRead read() {
        Optional<Vault> vault = vault();
        return new VaultRead(vault, vault.flatMap(this::mark));
    }

    /** The wait for another read if too few have not shown the resource's own mark; empty if they have confirmed each other. */
    Optional<Decision> unconfirmed() {
        return state.lacksOwnMarkFor(UNTIL_CONFIRMED)
                ? Optional.empty()
                : Optional.of(new Decision.Wait(
                        "Vault %s does not show this resource's mark; a second read will confirm it"
                                .formatted(vaultName()),
                        UNTIL_CONFIRMED));
    }

    /** The first recovery points of the vault: the first page that has some, or the empty last page. */
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
     * Does something with a vault that AWS Backup has just described. If a call says that the vault is missing, the call is wrong, and
     * is retried: NotFound would end the resource.
     */
    <T> T withExisting(Vault vault, Supplier<T> action) {
        try {
            return action.get();
        } catch (ServiceFailure failure) {
            throw failure.kind() == ErrorKind.MISSING ? failure.withVaultThere(vault.name()) : failure;
        }
    }

    /**
     * What a read of the vault has shown.
     *
     * @param vault empty if there is no vault with that name
     * @param mark empty if the vault has none
     */
    record VaultRead(Optional<Vault> vault, Optional<Mark> mark) {
        boolean isOwnOf(ResourceHandlerRequest<ResourceModel> request) {
            return mark.isPresent() && mark.get().isOwnOf(request);
        }

        /** Why the contents are not this resource's, for a message. */
        String whyNotOwn() {
            return vault.isEmpty()
                    ? "there is no vault with that name in this account and region"
                    : mark.map(Mark::ownership).orElse("it has no mark that says who owns its contents");
        }
    }

    /** The failure for a resource that is not there. */
    HandlerFailure notFound(String why) {
        return new HandlerFailure(
                HandlerErrorCode.NotFound,
                "The contents of vault %s are not this resource's: %s. Correct BackupVaultName, or create the resource."
                        .formatted(vaultName(), why));
    }
}
