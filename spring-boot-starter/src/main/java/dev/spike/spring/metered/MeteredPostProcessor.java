package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ClassUtils;

/**
 * Puts the interceptor around beans with metered methods, and stops the start where one of them is wrong.
 *
 * <p>It becomes the innermost interceptor. So it stands within the transaction, whose rollback gives the credits back; what a
 * cache answers and what security refuses costs nothing; each attempt of a retry is held and released on its own. An advisor
 * of an auto-proxy creator could not promise that: it would share its order with the transaction's.
 */
class MeteredPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    private static final long serialVersionUID = 1L;

    private final transient MeteredMethods methods;

    MeteredPostProcessor(MeteredMethods methods, MethodInterceptor interceptor) {
        this.methods = methods;
        this.advisor = new DefaultPointcutAdvisor(new MeteredPointcut(), interceptor);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        var targetClass = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
        var metered = bean instanceof AopInfrastructureBean ? List.<Method>of() : Annotated.methods(bean, targetClass);
        if (metered.isEmpty()) {
            return bean;
        }
        var mistakes = new Mistakes();
        methods.check(metered, targetClass, mistakes);
        checkClass(bean, targetClass, metered, mistakes);
        mistakes.stopIfAny();
        return super.postProcessAfterInitialization(bean, beanName);
    }

    /** What was made from interfaces, such as a client of a remote service, can only be wrapped in its interfaces. */
    @Override
    protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
        var factory = super.prepareProxyFactory(bean, beanName);
        if (Proxy.isProxyClass(bean.getClass())) {
            factory.setProxyTargetClass(false);
        }
        return factory;
    }

    private static void checkClass(Object bean, Class<?> targetClass, List<Method> metered, Mistakes mistakes) {
        if (bean instanceof Advised advised && !advised.getTargetSource().equals(AdvisedSupport.EMPTY_TARGET_SOURCE)) {
            metered.stream()
                    .filter(method -> !method.getDeclaringClass().isAssignableFrom(targetClass))
                    .forEach(method -> mistakes.add(
                            method,
                            "an interceptor answers instead of the bean's class, which does not have the method, so"
                                    + " calls of it are not seen (as with a repository); annotate a method that calls"
                                    + " it"));
        }
        if (AopUtils.isJdkDynamicProxy(bean)) {
            metered.stream()
                    .filter(method -> !isOfAnInterface(method, (Advised) bean))
                    .forEach(method -> mistakes.add(
                            method,
                            "the bean is proxied by its interfaces, which do not have the method; add it to one of"
                                    + " them, or set spring.aop.proxy-target-class to true"));
        } else if (Modifier.isFinal(targetClass.getModifiers()) && !Proxy.isProxyClass(targetClass)) {
            mistakes.add(metered.get(0), "the class is final, so calls of it are not seen; remove 'final'");
        }
    }

    private static boolean isOfAnInterface(Method method, Advised proxy) {
        for (var type : proxy.getProxiedInterfaces()) {
            if (ClassUtils.hasMethod(type, method)) {
                return true;
            }
        }
        return false;
    }

    private static final class MeteredPointcut extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return Annotated.on(method, targetClass) != null;
        }
    }
}
