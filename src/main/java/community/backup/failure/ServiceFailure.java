package community.backup.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The failure of a call of AWS Backup or CloudFormation. The service answered with an error, did not answer, or gave an
 * answer that the operation cannot use.
 */
public final class ServiceFailure extends HandlerFailure {
    private static final long serialVersionUID = 1;
    private static final String TRY_OR_REPORT = "Try again; if it stays so, report it to the maintainers.";

    private final ErrorKind kind;
    private final RefusalCause refusal;

    ServiceFailure(
            FailureCode reason,
            HandlerErrorCode code,
            ErrorKind kind,
            RefusalCause refusal,
            String message,
            Throwable cause) {
        super(reason, code, message, cause);
        this.kind = kind;
        this.refusal = refusal;
    }

    ServiceFailure(FailureCode reason, ErrorKind kind, String message, Throwable cause) {
        this(reason, reason.handlerCode(), kind, RefusalCause.OTHER, message, cause);
    }

    private ServiceFailure(FailureCode reason, HandlerErrorCode code, ErrorKind kind, String message) {
        super(reason, code, message);
        this.kind = kind;
        this.refusal = RefusalCause.OTHER;
    }

    private ServiceFailure(FailureCode reason, ErrorKind kind, String message) {
        this(reason, reason.handlerCode(), kind, message);
    }

    /** The same reason with another code, kind and message. */
    private ServiceFailure(HandlerErrorCode code, ErrorKind kind, String message, ServiceFailure cause) {
        this(cause.reason(), code, kind, RefusalCause.OTHER, message, cause);
    }

    /** The vault does not exist. AWS Backup itself reports that as a denial. */
    public static ServiceFailure missingVault(String operation, String vaultName) {
        return new ServiceFailure(
                FailureCode.VAULT_NOT_FOUND,
                ErrorKind.MISSING,
                operation + ": backup vault " + vaultName + " does not exist in this account and region. "
                        + "Correct BackupVaultName, or create the vault.");
    }

    /** The invocation has no time left for this call. */
    public static ServiceFailure outOfTime(String operation) {
        return new ServiceFailure(
                FailureCode.SERVICE_FAULT,
                ErrorKind.PASSING,
                operation
                        + " was left for later: earlier answers of AWS took this invocation's time; try again later.");
    }

    /**
     * This failure as one that passes. AWS refuses the page token that an earlier invocation has kept, because tokens
     * may expire. The handler reads the list again from its first page.
     */
    public ServiceFailure restartsListing() {
        return new ServiceFailure(
                FailureCode.SERVICE_FAULT,
                ErrorKind.PASSING,
                getMessage() + " The list is read again from its first page.",
                this);
    }

    /**
     * AWS Backup does not report a value that it should have reported long ago. A single answer can be wrong, so the
     * handler retries for a while.
     */
    public static ServiceFailure valueMissing(String message) {
        return new ServiceFailure(
                FailureCode.INVALID_ANSWER, HandlerErrorCode.NotStabilized, ErrorKind.DOUBTFUL, message);
    }

    /** CloudFormation's answer leaves open a question that the operation depends on. A later answer may settle it. */
    public static ServiceFailure undetermined(String message) {
        return new ServiceFailure(FailureCode.STACK_UNCLEAR, ErrorKind.DOUBTFUL, message);
    }

    /** This failure as one that passes within minutes or not at all. */
    public ServiceFailure doubtful() {
        return new ServiceFailure(code(), ErrorKind.DOUBTFUL, getMessage(), this);
    }

    /** AWS Backup does not find a backup job that is too young to be forgotten. */
    public static ServiceFailure jobNotFound(String jobId) {
        return new ServiceFailure(
                FailureCode.JOB_NOT_FOUND,
                ErrorKind.PASSING,
                "AWS Backup does not find backup job %s, although it keeps jobs for about 30 days; try again later. If it stays so, look in the vault for the recovery point and import it by its ARN."
                        .formatted(jobId));
    }

    /**
     * An answer of the service is malformed, or lacks a value that the operation needs.
     *
     * @param how what is wrong with the answer, with the field's name: "without X", "with X Y, which is no Z"
     */
    public static ServiceFailure malformedAnswer(String operation, String subject, String how) {
        return new ServiceFailure(
                FailureCode.INVALID_ANSWER,
                ErrorKind.DOUBTFUL,
                operation + " of " + subject + " was answered " + how + ". " + TRY_OR_REPORT);
    }

    /** AWS Backup reports a recovery point without a property that the resource's model must have. */
    public static ServiceFailure propertyMissing(String arn, String property) {
        return new ServiceFailure(
                FailureCode.INVALID_ANSWER,
                HandlerErrorCode.GeneralServiceException,
                ErrorKind.DOUBTFUL,
                "AWS Backup describes recovery point %s without its %s, which this resource type must return. %s"
                        .formatted(arn, property, TRY_OR_REPORT));
    }

    /** The SDK cannot read the answer, or cannot make the request. */
    static ServiceFailure notUnderstood(String operation, String subject, Exception cause) {
        return new ServiceFailure(
                FailureCode.INVALID_ANSWER,
                ErrorKind.DOUBTFUL,
                "%s of %s could not be made, or its answer not be understood: %s. %s"
                        .formatted(operation, subject, AwsText.of(String.valueOf(cause.getMessage())), TRY_OR_REPORT),
                cause);
    }

    /**
     * This failure if the list of vaults failed too. The handler cannot tell then whether the vault exists.
     *
     * @param list the failure of ListBackupVaults
     */
    public ServiceFailure unclearWhetherVaultExists(ServiceFailure list) {
        String unclear =
                getMessage() + " AWS Backup says the same of a vault that does not exist; whether it does could not be "
                        + "checked, because backup:ListBackupVaults "
                        + (list.kind == ErrorKind.DENIED ? "is denied too." : "failed: " + list.getMessage());
        if (kind != ErrorKind.MISSING) {
            return new ServiceFailure(code(), list.kind == ErrorKind.DOUBTFUL ? list.kind : kind, unclear, this);
        }
        // MISSING would mean that the recovery point is gone, which is not known. For a list of vaults, MISSING makes
        // no sense, so the handler retries.
        return list.kind == ErrorKind.MISSING
                ? new ServiceFailure(FailureCode.SERVICE_FAULT, ErrorKind.PASSING, unclear, this)
                : new ServiceFailure(list.reason(), list.code(), list.kind, RefusalCause.OTHER, unclear, this);
    }

    /**
     * This failure if the vault exists. A denial is then a real one. A missing vault contradicts the list of vaults, so
     * that failure is retried.
     */
    public ServiceFailure withExistingVault(String vaultName) {
        return kind == ErrorKind.MISSING
                ? new ServiceFailure(
                        FailureCode.SERVICE_FAULT,
                        ErrorKind.PASSING,
                        getMessage() + " But AWS Backup lists vault " + vaultName + "; try again later.",
                        this)
                : this;
    }

    /** This failure with another of CloudFormation's error codes. */
    public ServiceFailure as(HandlerErrorCode other) {
        return new ServiceFailure(reason(), other, kind, refusal, getMessage(), this);
    }

    public ErrorKind kind() {
        return kind;
    }

    /**
     * Why AWS Backup refused a request of kind {@link ErrorKind#REFUSED}; {@link RefusalCause#OTHER} if its message
     * names no cause.
     */
    public RefusalCause refusal() {
        return refusal;
    }
}
