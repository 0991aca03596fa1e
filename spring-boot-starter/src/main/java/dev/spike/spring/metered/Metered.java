package dev.spike.spring.metered;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method costs credits: they are held before it runs, captured when it returns, and given back when it throws.
 *
 * <p>Either the method's result is returned and paid for in full, or an exception is thrown and nothing is charged. On a type
 * it stands for every public method that the type declares; an annotation on a method stands before it. Works on public
 * methods of beans that are called from other beans; a call from within the same object is not seen. Mistakes stop the start.
 *
 * <p>Inside a transaction hold and capture are part of it, and the account is locked until it ends. A method that returns a
 * {@link java.util.concurrent.CompletableFuture} or {@link java.util.concurrent.CompletionStage} is settled when that
 * completes, and must not be called inside a transaction.
 *
 * <p>Expressions are Spring's (SpEL): {@code #name} is an argument, {@code #result} what is returned, {@code @bean} a bean; a
 * {@code ${property}} is put in first. Amounts are whole numbers of the credit type's smallest unit.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Metered {

    /** How many: {@code 5}, {@code #tokens}, {@code #result.usage}. Zero costs nothing; below zero is refused. */
    String credits();

    /**
     * How many to hold before the work, above zero; needed where {@link #credits()} asks {@code #result}, and only there. More
     * than that is captured if there is enough, as the ledger's rule for captures has it; if not, nothing is charged and
     * {@link dev.spike.ledger.NotEnoughBalanceException} is thrown instead of returning the result.
     */
    String upTo() default "";

    /** The credit type; the first configured unless given. */
    String type() default "";

    /**
     * An expression that gives the {@link dev.spike.ledger.Billable} that pays. Unless given, the one argument that is a
     * billable pays; without one, whom the {@link dev.spike.spring.BillableResolver} names.
     */
    String billable() default "";

    /**
     * An expression that names the work, so that it is done and charged once. Unless given, it is the header
     * {@code Idempotency-Key} of the current HTTP request; without one, every call is a new one.
     */
    String key() default "";

    /** How long the hold lasts if the process dies: {@code 15m}, {@code PT2H}; {@code spike.metered.hold-for} unless given. */
    String holdFor() default "";
}
