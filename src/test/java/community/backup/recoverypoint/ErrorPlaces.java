package community.backup.recoverypoint;

import static community.backup.failure.ErrorKind.BUSY;
import static community.backup.failure.ErrorKind.DENIED;
import static community.backup.failure.ErrorKind.DOUBTFUL;
import static community.backup.failure.ErrorKind.MISSING;
import static community.backup.failure.ErrorKind.REFUSED;
import static community.backup.failure.ErrorKind.UNAUTHENTICATED;
import static community.backup.local.awsbackup.BackupOperation.DELETE_RECOVERY_POINT;
import static community.backup.local.awsbackup.BackupOperation.DESCRIBE_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.DESCRIBE_RECOVERY_POINT;
import static community.backup.local.awsbackup.BackupOperation.LIST_BACKUP_JOBS;
import static community.backup.local.awsbackup.BackupOperation.LIST_BACKUP_VAULTS;
import static community.backup.local.awsbackup.BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT;
import static community.backup.local.awsbackup.BackupOperation.LIST_TAGS;
import static community.backup.local.awsbackup.BackupOperation.START_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.STOP_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.TAG_RESOURCE;
import static community.backup.local.awsbackup.BackupOperation.UNTAG_RESOURCE;
import static community.backup.local.awsbackup.BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE;
import static community.backup.recoverypoint.ErrorPlace.Phase.FIRST;
import static community.backup.recoverypoint.ErrorPlace.Phase.LATER;
import static community.backup.recoverypoint.ErrorPlace.Phase.ONLY;
import static community.backup.recoverypoint.ErrorPlace.single;
import static community.backup.recoverypoint.ErrorPlace.waiting;
import static community.backup.recoverypoint.ErrorScene.ABSENCE;
import static community.backup.recoverypoint.ErrorScene.DENIAL;
import static community.backup.recoverypoint.ErrorScene.REFUSAL;
import static community.backup.recoverypoint.LocalAccount.Operations.CREATE;
import static community.backup.recoverypoint.LocalAccount.Operations.DELETE;
import static community.backup.recoverypoint.LocalAccount.Operations.LIST;
import static community.backup.recoverypoint.LocalAccount.Operations.READ;
import static community.backup.recoverypoint.LocalAccount.Operations.UPDATE;
import static community.backup.recoverypoint.Reaction.COMPOSITE_REFUSED;
import static community.backup.recoverypoint.Reaction.DONE;
import static community.backup.recoverypoint.Reaction.DOUBTS_AND_FAILS;
import static community.backup.recoverypoint.Reaction.DOUBTS_AND_WAITS;
import static community.backup.recoverypoint.Reaction.GOES_ON;
import static community.backup.recoverypoint.Reaction.NOT_FORGOTTEN;
import static community.backup.recoverypoint.Reaction.NOT_FOUND;
import static community.backup.recoverypoint.Reaction.POLLS_AGAIN;
import static community.backup.recoverypoint.Reaction.TAGGING_DENIED;
import static community.backup.recoverypoint.Reaction.TRIES_THEN_FAILS;
import static community.backup.recoverypoint.Reaction.UNCLEAR;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.recoverypoint.LocalAccount.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** The data: every call that a handler makes, in every phase of its operation, and its reactions to errors there. */
@NullMarked
final class ErrorPlaces {
    private static final String SETS_TAGS =
            "StartBackupJob sets the tags, and AWS Backup may want the permission for it";

    /** Calls that a handler has the permission for, but never makes in this phase, with the reason. */
    static final Map<String, String> NEVER = Map.of(
            "CREATE, first: DescribeBackupJob", "the first invocation starts the job, the next ones ask about it",
            "CREATE, first: DescribeRecoveryPoint", "the job has not made it yet",
            "CREATE, first: ListTags", "the job has not made the recovery point yet",
            "CREATE, first: TagResource", SETS_TAGS,
            "CREATE, later: StartBackupJob", "the context says that the job is started",
            "CREATE, later: TagResource", SETS_TAGS);

    static final List<ErrorPlace> ALL = all();

    private ErrorPlaces() {}

    private static List<ErrorPlace> all() {
        List<ErrorPlace> all = new ArrayList<>();
        all.addAll(create());
        all.addAll(read());
        all.addAll(update());
        all.addAll(delete());
        all.addAll(list());
        return List.copyOf(all);
    }

    private static List<ErrorPlace> create() {
        List<ErrorPlace> all = new ArrayList<>(List.of(
                single(CREATE, FIRST, START_BACKUP_JOB, "starts the backup", ErrorScene::newCreate),
                ofTheVault(single(CREATE, FIRST, START_BACKUP_JOB, "", ErrorScene::newCreate))));
        ErrorScene createWithBackup = ErrorScene::createWithBackup;
        all.addAll(List.of(
                waiting(CREATE, LATER, DESCRIBE_BACKUP_JOB, "reads the backup job", createWithBackup)
                        .withReaction(POLLS_AGAIN, MISSING),
                waiting(CREATE, LATER, DESCRIBE_RECOVERY_POINT, "reads the new recovery point", createWithBackup)
                        .withReaction(POLLS_AGAIN, MISSING),
                waiting(CREATE, LATER, LIST_TAGS, "reads the tags of the new recovery point", createWithBackup)
                        .withReaction(GOES_ON, MISSING, REFUSED),
                ofTheVault(waiting(CREATE, LATER, DESCRIBE_RECOVERY_POINT, "", createWithBackup))));
        return all;
    }

    private static List<ErrorPlace> read() {
        ErrorScene known = ErrorScene::known;
        return List.of(
                single(READ, ONLY, DESCRIBE_BACKUP_JOB, "finds the ARN by the backup job", ErrorScene::madeByJob)
                        .withReaction(NOT_FORGOTTEN, MISSING),
                single(
                                READ,
                                ONLY,
                                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                                "finds the ARN of a forgotten job",
                                ErrorScene::forgotten)
                        .withReaction(DOUBTS_AND_FAILS, MISSING),
                single(READ, ONLY, DESCRIBE_RECOVERY_POINT, "describes the recovery point", known)
                        .withReaction(NOT_FOUND, MISSING),
                single(READ, ONLY, LIST_TAGS, "reads the tags", known).withReaction(GOES_ON, MISSING, REFUSED),
                ofTheVault(single(READ, ONLY, DESCRIBE_RECOVERY_POINT, "", known)));
    }

    private static List<ErrorPlace> update() {
        ErrorScene change = ErrorScene::change;
        ErrorScene changeLater = change.afterThrottled(UPDATE, UPDATE_RECOVERY_POINT_LIFECYCLE, 0);
        List<ErrorPlace> all = new ArrayList<>(List.of(
                waiting(UPDATE, FIRST, DESCRIBE_RECOVERY_POINT, "reads the result", change.second())
                        .withReaction(NOT_FOUND, MISSING),
                waiting(UPDATE, LATER, DESCRIBE_RECOVERY_POINT, "reads the result", changeLater.second())
                        .withReaction(NOT_FOUND, MISSING)));
        all.addAll(both(
                waiting(UPDATE, FIRST, DESCRIBE_BACKUP_JOB, "finds the ARN by the backup job", ErrorScene::madeByJob)
                        .withReaction(POLLS_AGAIN, MISSING),
                waiting(
                                UPDATE,
                                FIRST,
                                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                                "finds the ARN of a forgotten job",
                                ErrorScene::forgotten)
                        .withReaction(DOUBTS_AND_WAITS, MISSING),
                waiting(UPDATE, FIRST, DESCRIBE_RECOVERY_POINT, "describes the recovery point", change)
                        .withReaction(NOT_FOUND, MISSING),
                waiting(UPDATE, FIRST, LIST_TAGS, "reads the tags", change)
                        .withReaction(GOES_ON, MISSING, REFUSED)
                        .withReaction(TAGGING_DENIED, DENIED),
                waiting(UPDATE, FIRST, UPDATE_RECOVERY_POINT_LIFECYCLE, "changes the lifecycle", change),
                waiting(UPDATE, FIRST, UNTAG_RESOURCE, "removes tags of its own", change)
                        .withReaction(TAGGING_DENIED, DENIED),
                waiting(UPDATE, FIRST, TAG_RESOURCE, "sets tags of its own", change)
                        .withReaction(TAGGING_DENIED, DENIED),
                ofTheStack(LIST_TAGS, "reads the tags, where only the stack has some"),
                ofTheStack(UNTAG_RESOURCE, "removes tags of the stack"),
                ofTheStack(TAG_RESOURCE, "sets tags of the stack"),
                ofTheVault(waiting(UPDATE, FIRST, UPDATE_RECOVERY_POINT_LIFECYCLE, "", change))));
        return all;
    }

    private static ErrorPlace ofTheStack(BackupOperation call, String purpose) {
        return waiting(UPDATE, FIRST, call, purpose, ErrorScene::stackTags)
                .withReaction(GOES_ON, MISSING, REFUSED, DENIED);
    }

    private static List<ErrorPlace> delete() {
        ErrorScene known = ErrorScene::known;
        ErrorScene composite = ErrorScene::composite;
        ErrorScene unseen = known.where(DESCRIBE_RECOVERY_POINT, ABSENCE);
        ErrorScene absent = ((ErrorScene) ErrorScene::madeLongAgo).where(DELETE_RECOVERY_POINT, ABSENCE);
        ErrorPlace deletes = waiting(DELETE, FIRST, DELETE_RECOVERY_POINT, "requests the deletion", known)
                .withReaction(POLLS_AGAIN, BUSY);
        ErrorPlace proves = waiting(
                        DELETE,
                        FIRST,
                        DELETE_RECOVERY_POINT,
                        "repeats the request, as proof, after a read found nothing",
                        unseen.second())
                .withReaction(POLLS_AGAIN, BUSY, DENIED, REFUSED)
                .withReaction(DONE, MISSING);
        ErrorScene absentByJob = ((ErrorScene) ErrorScene::madeByJob).where(DELETE_RECOVERY_POINT, ABSENCE);
        ErrorPlace readsJob = waiting(
                        DELETE,
                        FIRST,
                        DESCRIBE_BACKUP_JOB,
                        "reads, if it is absent, the job that can still create it",
                        absentByJob.second())
                .withReaction(POLLS_AGAIN, MISSING);
        List<ErrorPlace> all = new ArrayList<>(List.of(
                deletes,
                later(deletes).withReaction(DONE, MISSING),
                proves,
                proves.inLaterInvocation(unseen.afterThrottled(DELETE, DELETE_RECOVERY_POINT, 1)),
                readsJob,
                readsJob.inLaterInvocation(absentByJob.afterThrottled(DELETE, DESCRIBE_BACKUP_JOB, 1))));
        all.addAll(both(
                waiting(DELETE, FIRST, DESCRIBE_RECOVERY_POINT, "describes the recovery point", known)
                        .withReaction(POLLS_AGAIN, MISSING),
                waiting(DELETE, FIRST, DESCRIBE_RECOVERY_POINT, "describes one known to be old", ErrorScene::old)
                        .withReaction(DONE, MISSING),
                waiting(
                                DELETE,
                                FIRST,
                                DESCRIBE_RECOVERY_POINT,
                                "describes it after a refusal",
                                known.where(DELETE_RECOVERY_POINT, REFUSAL))
                        .withReaction(POLLS_AGAIN, MISSING),
                ofTheVault(waiting(DELETE, FIRST, DELETE_RECOVERY_POINT, "", known)),
                waiting(DELETE, FIRST, DESCRIBE_BACKUP_JOB, "finds the ARN by the backup job", ErrorScene::madeByJob)
                        .withReaction(POLLS_AGAIN, MISSING),
                waiting(
                                DELETE,
                                FIRST,
                                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                                "finds the ARN of a forgotten job",
                                ErrorScene::forgotten)
                        .withReaction(DOUBTS_AND_WAITS, MISSING),
                waiting(
                                DELETE,
                                FIRST,
                                LIST_BACKUP_JOBS,
                                "finds, if it is absent, the job that can still create it",
                                absent)
                        .withReaction(DOUBTS_AND_WAITS, MISSING),
                waiting(DELETE, FIRST, STOP_BACKUP_JOB, "stops a running job", ErrorScene::inTheMaking)
                        .withReaction(POLLS_AGAIN, BUSY, MISSING, REFUSED),
                waiting(
                                DELETE,
                                FIRST,
                                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                                "finds the nested recovery points of a composite",
                                composite)
                        .withReaction(COMPOSITE_REFUSED, MISSING)));
        ErrorPlace nested = waiting(
                        DELETE, FIRST, DELETE_RECOVERY_POINT, "deletes nested recovery points", composite.second())
                .withReaction(POLLS_AGAIN, BUSY, MISSING)
                .withReaction(COMPOSITE_REFUSED, REFUSED);
        all.add(nested);
        all.add(nested.inLaterInvocation(
                composite.afterThrottled(DELETE, DELETE_RECOVERY_POINT, 1).second()));
        return all;
    }

    private static List<ErrorPlace> list() {
        ErrorScene vault = ErrorScene::vault;
        BackupOperation page = LIST_RECOVERY_POINTS_BY_BACKUP_VAULT;
        return List.of(
                single(LIST, ONLY, page, "lists a page", vault).withReaction(DOUBTS_AND_FAILS, MISSING),
                ofTheVault(single(LIST, ONLY, page, "", vault)));
    }

    /**
     * The call that follows a denied call, to find out whether the vault exists. If it fails too, that stays unknown.
     */
    private static ErrorPlace ofTheVault(ErrorPlace denied) {
        ErrorPlace place = new ErrorPlace(
                        denied.handler(),
                        denied.phase(),
                        LIST_BACKUP_VAULTS,
                        "checks, after a denial, whether the vault exists",
                        denied.scene().where(denied.call(), DENIAL),
                        denied.reactions())
                .withReaction(UNCLEAR, MISSING, DENIED, UNAUTHENTICATED, REFUSED)
                .withReaction(
                        denied.reaction(DOUBTFUL) == TRIES_THEN_FAILS ? UNCLEAR : denied.reaction(DOUBTFUL), DOUBTFUL);
        return denied.phase() == LATER ? place.inLaterInvocation(place.scene()) : place;
    }

    /** These places in a first invocation, and in the next invocation if AWS Backup throttled the first one there. */
    private static List<ErrorPlace> both(ErrorPlace... places) {
        List<ErrorPlace> both = new ArrayList<>();
        for (ErrorPlace place : places) {
            both.add(place);
            both.add(later(place));
        }
        return both;
    }

    private static ErrorPlace later(ErrorPlace place) {
        Operations handler = place.handler();
        return place.inLaterInvocation(place.scene().afterThrottled(handler, place.call(), 0));
    }
}
