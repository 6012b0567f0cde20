package community.backup.recoverypoint.safety;

/** Policies of a resource, from the weakest to the strongest. */
enum Keep {
    NOTHING("", "nothing needed"),
    AT_REPLACEMENT("    UpdateReplacePolicy: Retain\n", "`UpdateReplacePolicy: Retain`"),
    AT_DELETION("    DeletionPolicy: Retain\n", "`DeletionPolicy: Retain`"),
    ALWAYS(AT_DELETION.yaml + AT_REPLACEMENT.yaml, "both policies `Retain`");

    /** The policies in a template. */
    final String yaml;
    /** The policies in the words of docs/safety.md. */
    final String text;

    Keep(String yaml, String text) {
        this.yaml = yaml;
        this.text = text;
    }
}
