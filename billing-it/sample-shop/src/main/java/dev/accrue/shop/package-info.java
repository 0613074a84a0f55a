/** A small shop that sells subscriptions: what a team writes that embeds the billing module in its application. */
package dev.accrue.shop;
