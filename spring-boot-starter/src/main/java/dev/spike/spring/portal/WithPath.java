package dev.spike.spring.portal;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** An empty {@code spike.path} is no path. */
final class WithPath extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var path = context.getEnvironment().getProperty("spike.path");
        var message = ConditionMessage.forCondition("spike.path");
        return path != null && path.isBlank()
                ? ConditionOutcome.noMatch(message.because("it is empty"))
                : ConditionOutcome.match(message.because("it is not empty"));
    }
}
