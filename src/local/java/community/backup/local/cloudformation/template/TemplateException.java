package community.backup.local.cloudformation.template;

/** An invalid template, parameter or operation on a stack. The message is written for the author of the template. */
public final class TemplateException extends IllegalArgumentException {
    private final String reason;

    /** An exception whose message names the error and its place. */
    public TemplateException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The error, as a sentence. */
    public String reason() {
        return reason;
    }

    static TemplateException error(String what) {
        return new TemplateException("Template error: " + what);
    }
}
