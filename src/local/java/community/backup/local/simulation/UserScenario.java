package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.template.TemplateException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The user's part of a life: a random sequence of stack operations. */
final class UserScenario {
    private static final String STACK = "main";
    private static final int TRIES = 3;

    private final Life life;
    private final Draws draws;
    private final LocalCloudFormation cloudFormation;
    private final TemplateGenerator generator;
    private final Map<String, PointDeclaration> declared = new TreeMap<>();
    /** The recovery points that the user imports as soon as the stack exists. */
    private final Map<String, PointDeclaration> toImport = new TreeMap<>();

    private Map<String, String> tags = Map.of();
    private int lastId;

    UserScenario(Life life) {
        this.life = life;
        this.draws = life.draws();
        this.cloudFormation = life.cloudFormation();
        this.generator = new TemplateGenerator(draws, life.goal(), life.world(), life.now());
    }

    void play() {
        int most = draws.any("script/size", List.of(1, 1, 1, 2, 2, 3, 3, 5, 8, 12));
        if (draws.below("script/large", 40) == 0) {
            most = 13 + draws.below("script/how large", 38);
        }
        for (int i = 0; i < most; i++) {
            add("start", false);
        }
        boolean rollsBack = life.goal().targets(BackupOperation.STOP_BACKUP_JOB, BackupOperation.LIST_BACKUP_JOBS);
        if (draws.happens("start/doomed", rollsBack ? 0.7 : 0.06)) {
            add("start", true);
        }
        if (draws.below("script/tags", 3) == 0) {
            tags = Map.of("stack", "planted-tag-value-stack");
        }
        deploy("deploy");
        importAll("import");
        if (life.goal().targets(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)) {
            if (draws.below("script/again", 2) == 0) {
                life.backUpAgain();
            }
            if (draws.below("script/copies", 2) == 0) {
                life.copyFromElsewhere(draws.below("script/only copies", 2) == 0);
            }
            life.log("waits until AWS Backup has deleted its records of the jobs");
            life.pass(Duration.ofDays(33));
        }
        boolean more = life.goal().isIn("UPDATE")
                || life.goal().isIn("READ")
                || life.goal().isIn("LIST");
        boolean soon = life.goal().needsRecentPoints() && draws.below("script/soon", 3) > 0;
        int steps = soon ? 0 : draws.below("script/steps", 4) + (more ? 2 : 0);
        for (int i = 1; i <= steps; i++) {
            String step = "step " + i;
            if (draws.happens(step, 0.9)) {
                step(step);
            }
        }
        tearDown();
    }

    private void add(String step, boolean invalid) {
        String id = "R" + ++lastId;
        if (draws.happens("resource " + id, invalid ? 1 : 0.97)) {
            PointDeclaration point = invalid ? generator.invalid(STACK, id) : generator.generate(STACK, id);
            if (point.imported() != null) {
                toImport.put(id, point);
                return;
            }
            if (!declared.isEmpty() && draws.below(step + "/" + id + "/depends", 4) == 0) {
                String first = draws.any(step + "/" + id + "/on", List.copyOf(declared.keySet()));
                point = point.toBuilder().dependsOn(List.of(first)).build();
            }
            declared.put(id, point);
        }
    }

    private void step(String step) {
        if (draws.below(step + "/purposeful", 2) == 0) {
            if (life.goal().isIn("UPDATE")) {
                update(step);
                return;
            }
            if (life.goal().isIn("READ") || life.goal().isIn("LIST")) {
                readAndList(step);
                return;
            }
        }
        switch (draws.below(step + "/kind", 8)) {
            case 0, 1, 2, 3 -> update(step);
            case 4 -> {
                String id = "R" + ++lastId;
                toImport.put(id, generator.imported("import " + step, id));
                importAll(step);
            }
            case 5 -> readAndList(step);
            case 6 -> {
                Duration time = Duration.ofMinutes(1 + draws.below(step + "/minutes", 60 * 24 * 45));
                life.log("waits for " + time);
                life.pass(time);
            }
            default -> tryToDelete(step);
        }
    }

    private boolean updatable() {
        return cloudFormation
                .describe(STACK)
                .filter(stack -> Set.of(
                                "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE")
                        .contains(stack.status()))
                .isPresent();
    }

    private void update(String step) {
        if (!updatable()) {
            return;
        }
        Map<String, PointDeclaration> before = new TreeMap<>(declared);
        before.forEach((id, point) -> {
            switch (draws.below(step + "/" + id, life.goal().isIn("UPDATE") ? 4 : 8)) {
                case 0, 1, 2 -> declared.put(id, generator.changed(point, step));
                case 3 -> declared.put(id, generator.replaced(point, step));
                case 4 -> {
                    boolean needed = declared.values().stream()
                            .anyMatch(other -> other.dependsOn().contains(id));
                    if (!needed) {
                        declared.remove(id);
                    }
                }
                default -> {
                    // The declaration does not change.
                }
            }
        });
        if (draws.below(step + "/adds", 3) == 0) {
            add(step, false);
        }
        if (draws.happens(step + "/doomed", 0.15)) {
            add(step, true);
        }
        if (draws.below(step + "/tags", 5) == 0) {
            tags = Map.of("stack", "planted-tag-value-" + step);
        }
        if (!deploy(step)) {
            declared.clear();
            declared.putAll(before);
        }
        importAll(step + "/import");
    }

    /** Imports everything in {@code toImport} in one operation. */
    private void importAll(String step) {
        Map<String, PointDeclaration> imported = new TreeMap<>(toImport);
        toImport.clear();
        if (imported.isEmpty() || !updatable()) {
            return;
        }
        Map<String, PointDeclaration> more = new TreeMap<>(declared);
        more.putAll(imported);
        Map<String, Map<String, String>> identifiers = new TreeMap<>();
        imported.forEach((id, point) -> identifiers.put(
                id,
                Map.of(
                        "BackupVaultName",
                        TemplateGenerator.ARCHIVE,
                        "RecoveryPointId",
                        String.valueOf(point.imported()))));
        life.log("imports " + identifiers);
        StackView view = life.operate(
                step,
                then -> cloudFormation.startImport(
                        TemplateText.request(STACK, more.values(), tags), identifiers, then));
        if (view.status().equals("IMPORT_COMPLETE")) {
            declared.putAll(imported);
        }
    }

    /** Reads every resource by its identifier, and lists both vaults, page by page. */
    private void readAndList(String step) {
        life.log("reads and lists all recovery points");
        life.readAll(step);
        for (String vault : List.of(TemplateGenerator.ARCHIVE, STACK + "-vault")) {
            list(step, vault);
        }
    }

    private void list(String step, String vault) {
        Set<String> before = life.arnsIn(vault);
        Set<String> listed = new HashSet<>();
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("BackupVaultName", vault);
        String token = "";
        int page = 0;
        boolean clear = true;
        do {
            Optional<JsonNode> answer = life.invoke(step + "/list " + vault + " " + ++page, "LIST", properties, token);
            if (answer.isEmpty() || !answer.get().path("status").asText().equals("SUCCESS")) {
                return;
            }
            answer.get()
                    .path("resourceModels")
                    .forEach(model -> listed.add(model.path("RecoveryPointId").asText()));
            token = answer.get().path("nextToken").asText("");
            clear &= !life.lastWasDisturbed();
        } while (!token.isEmpty());
        Set<String> both = life.arnsIn(vault);
        both.retainAll(before);
        if (clear && !listed.containsAll(both)) {
            both.removeAll(listed);
            throw new Violation("a list has all that is there", vault + " lacks " + both);
        }
    }

    /** Deploys the declared resources. Returns whether the stack has them now. */
    private boolean deploy(String step) {
        life.log("deploys " + declared.keySet());
        StackView view = life.operate(
                step, then -> cloudFormation.startDeploy(TemplateText.request(STACK, declared.values(), tags), then));
        return view.status().endsWith("_COMPLETE") && !view.status().contains("ROLLBACK");
    }

    private void tryToDelete(String step) {
        if (cloudFormation.describe(STACK).isPresent()) {
            life.log("deletes the stack");
            life.operate(step, then -> cloudFormation.startDelete(STACK, Set.of(), then));
        }
    }

    /**
     * Deletes the stack, first with the other actors' obstacles and then without them. In the end the deletion must
     * succeed.
     */
    private void tearDown() {
        tryToDelete("tear down");
        life.stopFaults();
        Set<String> retained = Set.of();
        for (int i = 1; cloudFormation.describe(STACK).isPresent(); i++) {
            life.makeRoom(STACK + "-vault");
            Set<String> stuck = i < TRIES ? Set.of() : life.toRetain(STACK + "-vault");
            // A resource that is stuck can hide another one that is stuck too.
            if (i > TRIES && retained.containsAll(stuck)) {
                throw new Violation(
                        "in the end the stack is deleted",
                        cloudFormation.describe(STACK).map(Descriptions::of).orElse(STACK));
            }
            retained = stuck;
            life.log("deletes the stack" + (stuck.isEmpty() ? "" : ", and retains " + stuck));
            life.operate("final " + i, then -> cloudFormation.startDelete(STACK, stuck, then));
        }
    }

    /** Runs an operation that CloudFormation may reject because it would change nothing. */
    static void unlessNothingChanges(Runnable operation, Consumer<TemplateException> refused) {
        try {
            operation.run();
        } catch (TemplateException e) {
            if (!e.reason().equals("No updates are to be performed.")) {
                throw e;
            }
            refused.accept(e);
        }
    }
}
