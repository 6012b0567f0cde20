package community.backup.recoverypoint;

public final class CallbackContext {}
