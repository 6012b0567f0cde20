package community.backup.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Operation;
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

/** What the user of a life does, step by step, while everything else goes on. */
final class Script {
    private static final String STACK = "main";
    private static final int TRIES = 3;

    private final Life life;
    private final Draws draws;
    private final LocalCloudFormation cloudFormation;
    private final Wishes wishes;
    private final Map<String, Wish> wanted = new TreeMap<>();
    /** What is imported once the stack is there. */
    private final Map<String, Wish> toImport = new TreeMap<>();

    private Map<String, String> tags = Map.of();
    private int lastId;

    Script(Life life) {
        this.life = life;
        this.draws = life.draws();
        this.cloudFormation = life.cloudFormation();
        this.wishes = new Wishes(draws, life.goal(), life.world(), life.now());
    }

    void play() {
        int most = draws.any("script/size", List.of(1, 1, 1, 2, 2, 3, 3, 5, 8, 12));
        if (draws.below("script/large", 40) == 0) {
            most = 13 + draws.below("script/how large", 38);
        }
        for (int i = 0; i < most; i++) {
            add("start", false);
        }
        boolean rollsBack = life.goal().targets(Operation.STOP_BACKUP_JOB, Operation.LIST_BACKUP_JOBS);
        if (draws.happens("start/doomed", rollsBack ? 0.7 : 0.06)) {
            add("start", true);
        }
        if (draws.below("script/tags", 3) == 0) {
            tags = Map.of("stack", "planted-tag-value-stack");
        }
        deploy("deploy");
        importAll("import");
        if (life.goal().targets(Operation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT)) {
            if (draws.below("script/again", 2) == 0) {
                life.backUpAgain();
            }
            if (draws.below("script/copies", 2) == 0) {
                life.copyFromElsewhere(draws.below("script/only copies", 2) == 0);
            }
            life.log("waits until the jobs are forgotten");
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

    private void add(String step, boolean doomed) {
        String id = "R" + ++lastId;
        if (draws.happens("resource " + id, doomed ? 1 : 0.97)) {
            Wish wish = doomed ? wishes.doomed(STACK, id) : wishes.wish(STACK, id);
            if (wish.imported() != null) {
                toImport.put(id, wish);
                return;
            }
            if (!wanted.isEmpty() && draws.below(step + "/" + id + "/depends", 4) == 0) {
                String first = draws.any(step + "/" + id + "/on", List.copyOf(wanted.keySet()));
                wish = wish.toBuilder().dependsOn(List.of(first)).build();
            }
            wanted.put(id, wish);
        }
    }

    private void step(String step) {
        if (draws.below(step + "/purposeful", 2) == 0) {
            if (life.goal().isIn("UPDATE")) {
                update(step);
                return;
            }
            if (life.goal().isIn("READ") || life.goal().isIn("LIST")) {
                look(step);
                return;
            }
        }
        switch (draws.below(step + "/kind", 8)) {
            case 0, 1, 2, 3 -> update(step);
            case 4 -> {
                String id = "R" + ++lastId;
                toImport.put(id, wishes.imported("import " + step, id));
                importAll(step);
            }
            case 5 -> look(step);
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
        Map<String, Wish> before = new TreeMap<>(wanted);
        before.forEach((id, wish) -> {
            switch (draws.below(step + "/" + id, life.goal().isIn("UPDATE") ? 4 : 8)) {
                case 0, 1, 2 -> wanted.put(id, wishes.changed(wish, step));
                case 3 -> wanted.put(id, wishes.replaced(wish, step));
                case 4 -> {
                    boolean needed = wanted.values().stream()
                            .anyMatch(other -> other.dependsOn().contains(id));
                    if (!needed) {
                        wanted.remove(id);
                    }
                }
                default -> {
                    // Stays as it is.
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
            wanted.clear();
            wanted.putAll(before);
        }
        importAll(step + "/import");
    }

    /** Imports what was wished for, all at once. */
    private void importAll(String step) {
        Map<String, Wish> imported = new TreeMap<>(toImport);
        toImport.clear();
        if (imported.isEmpty() || !updatable()) {
            return;
        }
        Map<String, Wish> more = new TreeMap<>(wanted);
        more.putAll(imported);
        Map<String, Map<String, String>> identifiers = new TreeMap<>();
        imported.forEach((id, wish) -> identifiers.put(
                id, Map.of("BackupVaultName", Wishes.ARCHIVE, "RecoveryPointId", String.valueOf(wish.imported()))));
        life.log("imports " + identifiers);
        StackView view = life.operate(
                step,
                then -> cloudFormation.startImport(
                        TemplateText.request(STACK, more.values(), tags), identifiers, then));
        if (view.status().equals("IMPORT_COMPLETE")) {
            wanted.putAll(imported);
        }
    }

    /** Reads every resource by its identifier, and lists both vaults, page by page. */
    private void look(String step) {
        life.log("looks at everything");
        life.readAll(step);
        for (String vault : List.of(Wishes.ARCHIVE, STACK + "-vault")) {
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
            Optional<JsonNode> answer = life.ask(step + "/list " + vault + " " + ++page, "LIST", properties, token);
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

    /** Returns whether the stack is as wanted now. */
    private boolean deploy(String step) {
        life.log("deploys " + wanted.keySet());
        StackView view = life.operate(
                step, then -> cloudFormation.startDeploy(TemplateText.request(STACK, wanted.values(), tags), then));
        return view.status().endsWith("_COMPLETE") && !view.status().contains("ROLLBACK");
    }

    private void tryToDelete(String step) {
        if (cloudFormation.describe(STACK).isPresent()) {
            life.log("deletes the stack");
            life.operate(step, then -> cloudFormation.startDelete(STACK, Set.of(), then));
        }
    }

    /** In the end the stack must go: first as things are, then with all undone that somebody did. */
    private void tearDown() {
        tryToDelete("tear down");
        life.calm();
        Set<String> letGo = Set.of();
        for (int i = 1; cloudFormation.describe(STACK).isPresent(); i++) {
            life.makeRoom(STACK + "-vault");
            Set<String> stuck = i < TRIES ? Set.of() : life.toLetGo(STACK + "-vault");
            // What is stuck can be in the way of what would be stuck as well.
            if (i > TRIES && letGo.containsAll(stuck)) {
                throw new Violation(
                        "in the end the stack goes",
                        cloudFormation.describe(STACK).map(Descriptions::of).orElse(STACK));
            }
            letGo = stuck;
            life.log("deletes the stack, with nothing in the way" + (stuck.isEmpty() ? "" : ", but for " + stuck));
            life.operate("final " + i, then -> cloudFormation.startDelete(STACK, stuck, then));
        }
    }

    /** An operation that CloudFormation may refuse because it would change nothing. */
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
