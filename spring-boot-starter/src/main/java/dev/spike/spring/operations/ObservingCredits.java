package dev.spike.spring.operations;

import dev.spike.ledger.Credits;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Observes the credits that the application injects: beans declared as {@code Credits}, and not the engine itself. */
final class ObservingCredits implements BeanPostProcessor {

    private final ConfigurableListableBeanFactory beans;
    private final Observing observing;

    ObservingCredits(ConfigurableListableBeanFactory beans, Observing observing) {
        this.beans = beans;
        this.observing = observing;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Credits credits && isDeclaredAsCredits(name)
                ? new ObservedCredits(credits, observing)
                : bean;
    }

    /** One that is declared as anything narrower may be injected as that. */
    private boolean isDeclaredAsCredits(String name) {
        return beans.containsBeanDefinition(name)
                && beans.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition
                && definition.getResolvableType().resolve() == Credits.class;
    }
}
