package dev.accrue.billing.architecture.offender.invoice;

public class Prints {
    void print() {
        System.out.println("paid");
    }
}
