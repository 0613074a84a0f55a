package dev.accrue.billing.architecture.offender.invoice;

import javax.persistence.Entity;

@Entity
public class SpeaksJavaEe {}
