package community.backup.local.cloudformation.template;

/** A template, its parameters or an operation on a stack is not valid. The message is meant for the template's author. */
public final class TemplateException extends IllegalArgumentException {
    private final String reason;

    /** Says what is wrong; the message names the place. */
    public TemplateException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    static TemplateException error(String what) {
        return new TemplateException("Template error: " + what);
    }
}
