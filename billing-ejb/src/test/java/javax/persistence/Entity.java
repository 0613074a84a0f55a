package javax.persistence;

/** Stands in for what Java EE had here, so that a rule can be shown to bite. */
public @interface Entity {}
