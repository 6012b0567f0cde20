package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.StackView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The user's part in the life of a vault: stacks with a vault, a backup plan, and the contents of the vault as a
 * resource.
 */
final class VaultScenario {
    private static final String STACK = "main";
    private static final String RIVAL = "rival";
    private static final String OUTSIDE = "outside";
    private static final int TRIES = 4;

    private static final Set<String> UPDATABLE =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");

    private final Life life;
    private final VaultLife vaults;
    private final VaultFilling filling;
    private final Draws draws;
    private final LocalCloudFormation cloudFormation;
    private VaultDeclaration declared;

    VaultScenario(Life life, VaultLife vaults, VaultFilling filling) {
        this.life = life;
        this.vaults = vaults;
        this.filling = filling;
        this.draws = life.draws();
        this.cloudFormation = life.cloudFormation();
        this.declared = first();
    }

    private VaultDeclaration first() {
        boolean owns = draws.below("vault/owned", 4) > 0;
        boolean nested = draws.below("vault/nested", 5) == 0;
        boolean planned = draws.below("vault/planned", 2) == 0;
        VaultDeclaration declaration = VaultDeclaration.builder()
                .stack(STACK)
                .vault(owns ? STACK + "-vault" : OUTSIDE)
                .ownsVault(owns)
                .contents("Contents")
                .emptyOn(emptyOn("vault"))
                .includeExisting(draws.below("vault/includes existing", owns ? 5 : 2) == 0)
                .planEvery(planned ? 30 + draws.below("vault/plan", 400) : 0)
                .ordered(draws.below("vault/ordered", 3) > 0)
                .nested(nested)
                .doomed(draws.happens("vault/doomed", 0.12))
                .points(List.of())
                .build();
        boolean both = owns && draws.happens("vault/single points", 0.25);
        return both ? declaration.toBuilder().points(points()).build() : declaration;
    }

    private List<PointDeclaration> points() {
        TemplateGenerator generator = new TemplateGenerator(draws, CoverageGoal.NONE, life.world(), life.now());
        PointDeclaration point = generator.generate(STACK, "R1").toBuilder()
                .deletionPolicy("")
                .updateReplacePolicy("")
                .build();
        return point.imported() == null ? List.of(point) : List.of();
    }

    private @org.jspecify.annotations.Nullable String emptyOn(String name) {
        String value = draws.any(name + "/empty on", List.of("", "STACK_DELETION", "ANY_DELETION", "ANY_DELETION"));
        return value.isEmpty() ? null : value;
    }

    void play() {
        life.world().createVault(OUTSIDE);
        fill("before", OUTSIDE, List.of(0, 0, 0, 1, 3));
        OnFailure onFailure = draws.any(
                "vault/on failure",
                List.of(OnFailure.ROLLBACK, OnFailure.ROLLBACK, OnFailure.DELETE, OnFailure.DO_NOTHING));
        deploy("deploy", declared, onFailure);
        boolean many = draws.below("vault/many", 70) == 0;
        fill("fill", declared.vault(), many ? List.of(200, 300, 400) : List.of(0, 0, 1, 1, 2, 3, 5, 8, 13));
        if (draws.below("vault/soon", 3) > 0) {
            life.pass(Duration.ofMinutes(draws.below("vault/while", 60 * 20)));
        }
        int steps = many ? 0 : draws.any("vault/steps", List.of(0, 0, 0, 1, 1, 2, 3));
        for (int i = 1; i <= steps; i++) {
            if (draws.happens("step " + i, 0.9)) {
                step("step " + i);
            }
        }
        tearDown();
    }

    private void fill(String name, String vault, List<Integer> numbers) {
        if (life.world().vaults().contains(vault)) {
            int number = draws.any(name + "/number", numbers);
            life.log(number + " recovery points are in " + vault);
            filling.fill(name, vault, number);
        }
    }

    private void step(String step) {
        switch (draws.below(step + "/kind", 13)) {
            case 0 -> update(step, declared.toBuilder().emptyOn(emptyOn(step)).build());
            case 1, 2 ->
                update(step, declared.toBuilder().contents(null).ordered(false).build());
            case 3 -> update(step, declared.toBuilder().contents("Contents").build());
            case 4 -> update(step, declared.toBuilder().contents("Renamed").build());
            case 5 ->
                update(
                        step,
                        declared.toBuilder()
                                .vault(STACK + "-vault-" + step.replace(" ", ""))
                                .ownsVault(true)
                                .emptyOn(emptyOn(step))
                                .build());
            case 6, 7 ->
                update(
                        step,
                        declared.toBuilder()
                                .vault(draws.below(step + "/moves", 2) == 0 ? OUTSIDE : declared.vault())
                                .ownsVault(declared.ownsVault())
                                .doomed(true)
                                .emptyOn("ANY_DELETION")
                                .build());
            case 8 -> rival(step);
            case 9 -> readAndList(step);
            case 10 -> {
                Duration time = Duration.ofMinutes(1 + draws.below(step + "/minutes", 60 * 24));
                life.log("waits for " + time);
                life.pass(time);
            }
            case 11 -> update(step, declared.emptied());
            default -> delete(step, STACK);
        }
        if (draws.below(step + "/fills", 2) == 0) {
            fill(step, declared.vault(), List.of(1, 2, 3));
        }
    }

    private void update(String step, VaultDeclaration wanted) {
        boolean updatable = cloudFormation
                .describe(STACK)
                .filter(stack -> UPDATABLE.contains(stack.status()))
                .isPresent();
        if (updatable) {
            deploy(step, wanted, OnFailure.ROLLBACK);
        }
    }

    private void deploy(String step, VaultDeclaration wanted, OnFailure onFailure) {
        life.log("deploys a stack with " + wanted);
        StackView view = life.operate(
                step, wanted.stack(), then -> cloudFormation.startDeploy(wanted.request(), onFailure, then));
        if (view.status().endsWith("_COMPLETE") && !view.status().contains("ROLLBACK")) {
            declared = wanted.toBuilder().doomed(false).build();
        }
    }

    /** Deploys a second stack, which names the vault of the first one. */
    private void rival(String step) {
        if (cloudFormation.describe(RIVAL).isPresent() || !life.world().vaults().contains(declared.vault())) {
            return;
        }
        VaultDeclaration rival = VaultDeclaration.builder()
                .stack(RIVAL)
                .vault(declared.vault())
                .contents("Contents")
                .emptyOn("ANY_DELETION")
                .includeExisting(true)
                .points(List.of())
                .build();
        life.log("deploys a second stack for vault " + declared.vault());
        life.operate(step, RIVAL, then -> cloudFormation.startDeploy(rival.request(), OnFailure.ROLLBACK, then));
    }

    private void delete(String step, String stack) {
        if (cloudFormation.describe(stack).isPresent()) {
            life.log("deletes stack " + stack);
            life.operate(step, stack, then -> cloudFormation.startDelete(stack, Set.of(), then));
        }
    }

    private void readAndList(String step) {
        life.log("reads the contents, and lists the vaults whose contents are a resource");
        life.readAll(step);
        list(step);
    }

    private void list(String step) {
        Set<String> before = marked();
        Set<String> listed = new HashSet<>();
        String token = "";
        boolean clear = true;
        int page = 0;
        do {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            Optional<JsonNode> answer =
                    life.invoke(step + "/list " + ++page, VaultLife.TYPE, Life.NO_STACK, "LIST", nothing, token);
            if (answer.isEmpty() || !answer.get().path("status").asText().equals("SUCCESS")) {
                return;
            }
            answer.get()
                    .path("resourceModels")
                    .forEach(model -> listed.add(model.path("BackupVaultName").asText()));
            token = answer.get().path("nextToken").asText("");
            clear &= !life.lastWasDisturbed();
        } while (!token.isEmpty());
        Set<String> both = marked();
        both.retainAll(before);
        if (clear && !listed.containsAll(both)) {
            throw new Violation("a list has all that is there", listed + " instead of " + both);
        }
    }

    private Set<String> marked() {
        Set<String> marked = new HashSet<>(life.world().vaults());
        marked.removeIf(vault -> vaults.truth().mark(vault).isEmpty());
        return marked;
    }

    /**
     * Deletes the stacks, first with the other actors' obstacles and then without them. In the end the vault must be
     * empty if its stack must empty it.
     */
    private void tearDown() {
        if (draws.below("tear down/rival first", 2) == 0) {
            delete("tear down rival", RIVAL);
        }
        delete("tear down", STACK);
        life.stopFaults();
        vaults.removeSources();
        boolean owed = owesAnEmptyVault();
        String vault = declared.vault();
        Set<String> before = contents();
        delete("final", STACK);
        // The deletion of recovery points, composites and jobs can take longer than CloudFormation waits for a delete.
        for (int i = 2; i <= TRIES && (isAtWork() || !contents().equals(before)); i++) {
            before = contents();
            delete("final " + i, STACK);
        }
        boolean stays = cloudFormation.describe(STACK).isPresent();
        if (owed
                && !life.operationsCanEndEarly()
                && (stays || !vaults.truth().points(vault).isEmpty())) {
            throw new Violation(
                    "in the end the stack is deleted",
                    cloudFormation.describe(STACK).map(Descriptions::of).orElse(STACK) + ", and " + vault + " holds "
                            + vaults.truth().points(vault).size() + " recovery points");
        }
        for (String stack : List.of(STACK, RIVAL)) {
            deleteForGood(stack);
        }
    }

    /** The ARNs of the recovery points in all vaults. */
    private Set<String> contents() {
        return life.world().vaults().stream()
                .flatMap(vault -> vaults.truth().points(vault).stream())
                .map(PointView::arn)
                .collect(Collectors.toSet());
    }

    /** Whether AWS Backup is still deleting recovery points, or running jobs that create them. */
    private boolean isAtWork() {
        return cloudFormation.describe(STACK).isPresent()
                && life.world().vaults().stream()
                        .anyMatch(vault -> !vaults.truth().underWay(vault).isEmpty()
                                || vaults.truth().points(vault).stream()
                                        .anyMatch(point -> point.status() == StoredPointStatus.DELETING));
    }

    /**
     * Whether the deletion of the stack must empty its vault: the stack still has the contents, and the vault has its
     * mark.
     */
    private boolean owesAnEmptyVault() {
        Optional<StackView> main = cloudFormation.describe(STACK);
        if (main.isEmpty() || declared.nested()) {
            return false;
        }
        return vaults.truth()
                .mark(declared.vault())
                .filter(mark -> mark.stack().equals(main.get().id())
                        && main.get().physicalIds().containsKey(mark.logicalId())
                        && Objects.equals(main.get().physicalIds().get(mark.logicalId()), declared.vault())
                        && (!mark.includesExisting() || vaults.stackTruth().wasComplete(mark.stack())))
                .isPresent();
    }

    /** Deletes a stack whose vault has kept recovery points. The user removes these first. */
    private void deleteForGood(String stack) {
        for (int i = 1; cloudFormation.describe(stack).isPresent(); i++) {
            if (i > TRIES) {
                throw new Violation(
                        "in the end the stack is deleted",
                        cloudFormation.describe(stack).map(Descriptions::of).orElse(stack));
            }
            life.log("removes what was kept in the vaults");
            life.world().vaults().stream()
                    .filter(vault -> !vault.equals(TemplateGenerator.ARCHIVE))
                    .forEach(life::makeRoom);
            boolean late = i >= 3;
            if (late && declared.nested()) {
                // The vault of a nested stack cannot be retained. If the only answer of a create was lost, no stack
                // knows its backup.
                life.empty(declared.vault());
            }
            life.pass(Duration.ofHours(1));
            Set<String> ambiguous = late ? life.toRetain(declared.vault()) : Set.of();
            life.operate("final " + stack + " " + i, stack, then -> cloudFormation.startDelete(stack, ambiguous, then));
        }
    }
}
