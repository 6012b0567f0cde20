package community.backup.local.awsbackup;

import java.util.Set;

/**
 * The actual state of a backup plan.
 *
 * @param version the version, which changes with the rules
 * @param selections the ids of the selections, which assign resources to the plan
 */
public record PlanView(String id, String arn, String name, String version, Set<String> selections) {
    static PlanView of(BackupPlan plan) {
        return new PlanView(plan.id, plan.arn, plan.name, plan.version, Set.copyOf(plan.selections.keySet()));
    }
}
