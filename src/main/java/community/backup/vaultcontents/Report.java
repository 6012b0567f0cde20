package community.backup.vaultcontents;

import community.backup.failure.AwsText;
import community.backup.failure.FailureCode;
import community.backup.service.Vault;
import community.backup.wait.Decision;
import community.backup.wait.ExpiredCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages about a vault that is being emptied. */
final class Report {
    private Report() {}

    /** The progress, such as "312 of 500 deleted, 180 deleting, 6 waiting, 2 EXPIRED". */
    static String progress(CallbackContext context, Pass pass, Vault vault) {
        int initial = or0(context.initial());
        int left = context.remaining() == null ? initial : context.remaining();
        // AWS Backup's number is newer than the last pass, but approximate.
        int shown = vault.points() == null ? left : Math.min(left, Math.toIntExact(vault.points()));
        List<String> parts = new ArrayList<>();
        parts.add("Vault %s: %d of %d recovery points deleted"
                .formatted(vault.name(), Math.max(0, initial - shown), initial));
        add(parts, pass.deleting(), "deleting");
        add(parts, pass.waiting(), "waiting for a backup job or for nested recovery points");
        pass.obstacles().forEach((obstacle, some) -> add(parts, some.count(), obstacle.words()));
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    /** The failure, whose message has each obstacle with its number, its first recovery points and the remedy. */
    static Decision.Failed failure(ContentsInvocation invocation, Vault vault, Pass pass) {
        CallbackContext context = invocation.state().context();
        int initial = or0(context.initial());
        int left = context.remaining() == null ? initial : context.remaining();
        if (left == 0 && pass.found() == 0) {
            return new Decision.Failed(
                    FailureCode.VAULT_FILLING,
                    "Vault %s is empty, but backup or copy jobs may still add recovery points to it. Wait until they have ended, then delete the stack again. This lists the backup jobs: aws backup list-backup-jobs --by-backup-vault-name %s"
                            .formatted(vault.name(), vault.name()));
        }
        List<String> numbers = new ArrayList<>();
        pass.obstacles().forEach((obstacle, some) -> add(numbers, some.count(), obstacle.words()));
        add(numbers, pass.deleting(), "being deleted");
        add(numbers, pass.waiting(), "waiting for a backup job or for nested recovery points");
        List<String> sentences = new ArrayList<>();
        sentences.add("Vault %s still holds %d recovery points of %d%s."
                .formatted(vault.name(), left, initial, numbers.isEmpty() ? "" : ": " + String.join(", ", numbers)));
        pass.obstacles().forEach((obstacle, some) -> sentences.add(sentence(obstacle, some)));
        if (!pass.idle()) {
            sentences.add("CloudFormation has timed out; AWS Backup may still be deleting them.");
        }
        for (String plan : Objects.requireNonNullElse(context.plans(), List.<String>of())) {
            sentences.add(plan(invocation, plan));
        }
        sentences.add("Then delete the stack again: the delete continues.");
        return new Decision.Failed(FailureCode.VAULT_NOT_EMPTY, String.join(" ", sentences));
    }

    private static String sentence(Obstacle obstacle, Blocked some) {
        String said = some.said();
        ExpiredCause cause = ExpiredCause.of(said == null ? "" : said);
        String remedy = obstacle == Obstacle.EXPIRED ? cause.advice() : obstacle.remedy();
        FailureCode reason = obstacle == Obstacle.EXPIRED ? cause.reason() : obstacle.reason();
        String named = some.arns().isEmpty()
                ? ""
                : ": " + String.join(", ", some.arns())
                        + (some.count() > some.arns().size() ? " and more" : "");
        return reason.appendedTo("%s%s%s.%s%s"
                .formatted(
                        obstacle.words().substring(0, 1).toUpperCase(Locale.ROOT)
                                + obstacle.words().substring(1),
                        named,
                        some.role() == null ? "" : ", made with the role " + some.role(),
                        said == null ? "" : " AWS Backup says: " + AwsText.of(said.replaceFirst("\\.$", "")) + ".",
                        remedy.isEmpty() ? "" : " " + remedy));
    }

    private static String plan(ContentsInvocation invocation, String plan) {
        return "Backup plan %s made recovery points during the delete: in the template, let its rule say TargetBackupVault: !Ref %s, or give it DependsOn, so that it is deleted first."
                .formatted(
                        invocation
                                .services()
                                .vaults()
                                .planName(plan)
                                .map(name -> name + " (" + plan + ")")
                                .orElse(plan),
                        Objects.requireNonNullElse(
                                invocation.request().getLogicalResourceIdentifier(), "this resource"));
    }

    private static int or0(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
