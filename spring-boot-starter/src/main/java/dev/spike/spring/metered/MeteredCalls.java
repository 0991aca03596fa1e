package dev.spike.spring.metered;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.ParameterNameDiscoverer;

/** Makes what one call needs: its arguments for the expressions, and the key of the current request. Thread-safe. */
final class MeteredCalls {

    private final ParameterNameDiscoverer discoverer;
    private final BeanFactoryResolver beans;
    private final ObjectProvider<RequestKeys> requestKeys;
    private final Charging charging;

    MeteredCalls(
            BeanFactory beans,
            ParameterNameDiscoverer discoverer,
            ObjectProvider<RequestKeys> requestKeys,
            Charging charging) {
        this.beans = new BeanFactoryResolver(beans);
        this.discoverer = discoverer;
        this.requestKeys = requestKeys;
        this.charging = charging;
    }

    MeteredCall of(MeteredMethod method, @Nullable Object target, @Nullable Object[] arguments) {
        var context = new MethodBasedEvaluationContext(target, method.method(), arguments, discoverer);
        context.setBeanResolver(beans);
        return new MeteredCall(method, context, arguments, this);
    }

    Charging charging() {
        return charging;
    }

    /** The key that the current request brought, if there is a request and it brought one. */
    @Nullable
    CallKey ofRequest(String place) {
        var keys = requestKeys.getIfAvailable();
        return keys == null ? null : keys.current(place).orElse(null);
    }
}
