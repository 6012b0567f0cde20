package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.RDS;
import static community.backup.recoverypoint.LocalAccount.STACK;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Makes every handler send all its calls of AWS Backup, and returns the permissions that they need. */
@NullMarked
final class PermissionsInUse {
    private final LocalAccount account = new LocalAccount();
    private final Map<String, Set<String>> used = new TreeMap<>();

    private PermissionsInUse() {}

    /** The actions of each handler, by the names in schema.json. */
    static Map<String, Set<String>> drive() {
        PermissionsInUse inUse = new PermissionsInUse();
        inUse.create();
        inUse.read();
        inUse.update();
        inUse.delete();
        inUse.list();
        return inUse.used;
    }

    private void collect(String handler) {
        used.computeIfAbsent(handler, each -> new TreeSet<>())
                .addAll(account.backup.calls().stream()
                        .map(call -> call.operation().action())
                        .collect(Collectors.toSet()));
        account.backup.forgetCalls();
    }

    private ResourceModel changed(ResourceModel model) {
        return model.toBuilder()
                .lifecycle(Lifecycle.builder().deleteAfterDays(30L).build())
                .tags(Set.of(new Tag("a", "b")))
                .build();
    }

    private void create() {
        account.create(backupOf(EFS));
        ResourceModel elsewhere = backupOf(EFS);
        elsewhere.setBackupVaultName("elsewhere");
        account.create(elsewhere);
        collect("create");
    }

    private ResourceModel forgotten() {
        ResourceModel created = account.create(backupOf(RDS)).model();
        account.clock.advance(Duration.ofDays(40));
        account.backup.forgetCalls();
        return identified(created.getRecoveryPointId());
    }

    private void read() {
        account.read(forgotten());
        account.read(
                identified(account.world.point(VAULT, ProtectedResourceType.EFS).put()));
        account.read(elsewhere());
        collect("read");
    }

    private ResourceModel elsewhere() {
        ResourceModel model =
                identified(account.world.point(VAULT, ProtectedResourceType.EFS).put());
        model.setBackupVaultName("elsewhere");
        return model;
    }

    private void update() {
        ResourceModel forgotten = forgotten();
        account.update(forgotten, forgotten);
        ResourceModel point =
                identified(account.world.point(VAULT, ProtectedResourceType.EFS).put());
        account.update(changed(point), point);
        account.update(point, changed(point));
        account.update(elsewhere(), elsewhere());
        collect("update");
    }

    private void delete() {
        account.delete(forgotten());
        Call start = new Call(backupOf(EBS));
        start.until = step -> true;
        ResourceModel running = account.run(Operations.CREATE, start).model();
        Call withArn = new Call(backupOf(EFS)).token("told");
        withArn.until = step -> true;
        ResourceModel runningWithArn = account.run(Operations.CREATE, withArn).model();
        account.backup.forgetCalls();
        account.delete(runningWithArn);
        account.delete(running);
        String composite = account.world
                .point(VAULT, ProtectedResourceType.CLOUDFORMATION)
                .resource(STACK)
                .put();
        account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .nestedIn(composite)
                .put();
        account.delete(identified(composite));
        account.delete(elsewhere());
        collect("delete");
    }

    private void list() {
        account.list(ResourceModel.builder().backupVaultName(VAULT).build());
        account.list(ResourceModel.builder().backupVaultName("elsewhere").build());
        collect("list");
    }
}
