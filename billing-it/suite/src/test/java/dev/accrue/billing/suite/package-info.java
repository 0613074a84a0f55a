/** Tests of the deployed module on each server it supports; what they share stands here. */
package dev.accrue.billing.suite;
