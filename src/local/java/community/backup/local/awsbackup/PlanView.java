package community.backup.local.awsbackup;

import java.util.Set;

/**
 * The truth about a backup plan.
 *
 * @param version changes with its rules
 * @param selections the ids of what is assigned to it
 */
public record PlanView(String id, String arn, String name, String version, Set<String> selections) {
    static PlanView of(BackupPlan plan) {
        return new PlanView(plan.id, plan.arn, plan.name, plan.version, Set.copyOf(plan.selections.keySet()));
    }
}
