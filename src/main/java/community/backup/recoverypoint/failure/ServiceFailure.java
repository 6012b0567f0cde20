package community.backup.recoverypoint.failure;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** An error that AWS Backup answered with, or the lack of an answer. */
public final class ServiceFailure extends HandlerFailure {
    private static final long serialVersionUID = 1;

    private final Nature nature;

    ServiceFailure(HandlerErrorCode code, Nature nature, String message, Throwable cause) {
        super(code, message, cause);
        this.nature = nature;
    }

    private ServiceFailure(HandlerErrorCode code, Nature nature, String message) {
        super(code, message);
        this.nature = nature;
    }

    /** What AWS Backup reports as a denial because the vault does not exist. */
    public static ServiceFailure missingVault(String operation, String vaultName) {
        return new ServiceFailure(
                HandlerErrorCode.NotFound,
                Nature.MISSING,
                operation + ": backup vault " + vaultName + " does not exist in this account and region. "
                        + "Correct BackupVaultName, or create the vault.");
    }

    /** The invocation has no time left for another call. */
    public static ServiceFailure outOfTime(String operation) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                Nature.PASSING,
                operation + " was left for later: AWS Backup's earlier answers took this invocation's time.");
    }

    /** AWS Backup's answer lacks what the operation goes on with. */
    public static ServiceFailure incomplete(String operation, String subject) {
        return new ServiceFailure(
                HandlerErrorCode.ServiceInternalError,
                Nature.PASSING,
                operation + " of " + subject
                        + " was answered without the backup job's id or creation date; try again later.");
    }

    /** This denial, where it could not be told whether the vault exists at all. */
    public ServiceFailure unclearWhetherVaultExists() {
        return new ServiceFailure(
                code(),
                nature,
                getMessage() + " AWS Backup says the same of a vault that does not exist; whether it does could not be "
                        + "checked, because backup:ListBackupVaults is denied too.",
                this);
    }

    public Nature nature() {
        return nature;
    }
}
