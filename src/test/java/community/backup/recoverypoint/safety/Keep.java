package community.backup.recoverypoint.safety;

/** Policies of a resource, from the weakest to the strongest. */
enum Keep {
    NOTHING("", "nothing needed"),
    AT_REPLACEMENT("    UpdateReplacePolicy: Retain\n", "`UpdateReplacePolicy: Retain`"),
    AT_DELETION("    DeletionPolicy: Retain\n", "`DeletionPolicy: Retain`"),
    ALWAYS(AT_DELETION.yaml + AT_REPLACEMENT.yaml, "both policies `Retain`");

    /** As a template has them. */
    final String yaml;
    /** As people are told. */
    final String text;

    Keep(String yaml, String text) {
        this.yaml = yaml;
        this.text = text;
    }
}
