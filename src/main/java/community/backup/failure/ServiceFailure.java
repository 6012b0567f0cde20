package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** An error that AWS Backup or CloudFormation answered with, or the lack of an answer. */
public final class ServiceFailure extends HandlerFailure {
    private static final long serialVersionUID = 1;
    private static final String TRY_OR_REPORT = "Try again; if it stays so, report it to the maintainers.";

    private final ErrorKind kind;
    private final RefusalCause refusal;

    ServiceFailure(HandlerErrorCode code, ErrorKind kind, RefusalCause refusal, String message, Throwable cause) {
        super(code, message, cause);
        this.kind = kind;
        this.refusal = refusal;
    }

    ServiceFailure(HandlerErrorCode code, ErrorKind kind, String message, Throwable cause) {
        this(code, kind, RefusalCause.OTHER, message, cause);
    }

    private ServiceFailure(HandlerErrorCode code, ErrorKind kind, String message) {
        super(code, message);
        this.kind = kind;
        this.refusal = RefusalCause.OTHER;
    }

    /** What AWS Backup reports as a denial because the vault does not exist. */
    public static ServiceFailure missingVault(String operation, String vaultName) {
        return new ServiceFailure(
                HandlerErrorCode.NotFound,
                ErrorKind.MISSING,
                operation + ": backup vault " + vaultName + " does not exist in this account and region. "
                        + "Correct BackupVaultName, or create the vault.");
    }

    /** The invocation has no time left for another call. */
    public static ServiceFailure outOfTime(String operation) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                ErrorKind.PASSING,
                operation
                        + " was left for later: earlier answers of AWS took this invocation's time; try again later.");
    }

    /** This refusal of a page that an earlier invocation has left: tokens may expire, so the listing begins again. */
    public ServiceFailure beginsAgain() {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                ErrorKind.PASSING,
                getMessage() + " The list is read again from its first page.",
                this);
    }

    /** AWS Backup does not tell what it should have told long ago; one answer may be odd, many are not. */
    public static ServiceFailure untold(String message) {
        return new ServiceFailure(HandlerErrorCode.NotStabilized, ErrorKind.DOUBTFUL, message);
    }

    /** CloudFormation's answer does not settle what the operation has to know; a later one may. */
    public static ServiceFailure undecided(String message) {
        return new ServiceFailure(HandlerErrorCode.NotStabilized, ErrorKind.DOUBTFUL, message);
    }

    /** This failure, which passes within minutes, if at all. */
    public ServiceFailure doubtful() {
        return new ServiceFailure(code(), ErrorKind.DOUBTFUL, getMessage(), this);
    }

    /** AWS Backup does not find a backup job that it cannot have forgotten yet. */
    public static ServiceFailure jobNotFound(String jobId) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                ErrorKind.PASSING,
                "AWS Backup does not find backup job %s, although it keeps jobs for about 30 days; try again later. If it stays so, look in the vault for the recovery point and import it by its ARN."
                        .formatted(jobId));
    }

    /**
     * AWS Backup's answer cannot be, or lacks what the operation goes on with.
     *
     * @param how what is odd about it, with the field's name: "without X", "with X Y, which is no Z"
     */
    public static ServiceFailure oddAnswer(String operation, String subject, String how) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                ErrorKind.DOUBTFUL,
                operation + " of " + subject + " was answered " + how + ". " + TRY_OR_REPORT);
    }

    /** AWS Backup reports a recovery point without something that the resource's model must have. */
    public static ServiceFailure unreported(String arn, String property) {
        return new ServiceFailure(
                HandlerErrorCode.GeneralServiceException,
                ErrorKind.DOUBTFUL,
                "AWS Backup describes recovery point %s without its %s, which this resource type must return. %s"
                        .formatted(arn, property, TRY_OR_REPORT));
    }

    /** The SDK cannot read the answer, or cannot make the request. */
    static ServiceFailure notUnderstood(String operation, String subject, Exception cause) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                ErrorKind.DOUBTFUL,
                "%s of %s could not be made, or its answer not be understood: %s. %s"
                        .formatted(operation, subject, AwsText.of(String.valueOf(cause.getMessage())), TRY_OR_REPORT),
                cause);
    }

    /** This failure, where it could not be told whether the vault exists at all, because the list of vaults failed too. */
    public ServiceFailure unclearWhetherVaultExists(ServiceFailure list) {
        String unclear =
                getMessage() + " AWS Backup says the same of a vault that does not exist; whether it does could not be "
                        + "checked, because backup:ListBackupVaults "
                        + (list.kind == ErrorKind.DENIED ? "is denied too." : "failed: " + list.getMessage());
        if (kind != ErrorKind.MISSING) {
            return new ServiceFailure(code(), list.kind == ErrorKind.DOUBTFUL ? list.kind : kind, unclear, this);
        }
        // "Not found" would say that the recovery point is gone, and a list of vaults cannot be missing.
        return list.kind == ErrorKind.MISSING
                ? new ServiceFailure(HandlerErrorCode.ServiceInternalError, ErrorKind.PASSING, unclear, this)
                : new ServiceFailure(list.code(), list.kind, unclear, this);
    }

    /** This failure, where the vault exists: a denial is one then, but a vault that is there cannot be missing. */
    public ServiceFailure withVaultThere(String vaultName) {
        return kind == ErrorKind.MISSING
                ? new ServiceFailure(
                        HandlerErrorCode.ServiceInternalError,
                        ErrorKind.PASSING,
                        getMessage() + " But AWS Backup lists vault " + vaultName + "; try again later.",
                        this)
                : this;
    }

    /** This failure under another code of CloudFormation's. */
    public ServiceFailure as(HandlerErrorCode other) {
        return new ServiceFailure(other, kind, refusal, getMessage(), this);
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Why AWS Backup refuses a request of kind {@link ErrorKind#REFUSED}, as far as its message says it. */
    public RefusalCause refusal() {
        return refusal;
    }
}
