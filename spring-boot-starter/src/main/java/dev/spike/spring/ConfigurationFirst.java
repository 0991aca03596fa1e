package dev.spike.spring;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

/** Lets the whole configuration be judged before a part of it is bound, so that all mistakes are told at once. */
final class ConfigurationFirst implements BeanFactoryPostProcessor {

    private static final String CONFIGURATION = "spikeConfiguration";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        for (var bean : PropertyRecords.in(factory).beans()) {
            var definition = factory.getBeanDefinition(bean);
            definition.setDependsOn(StringUtils.addStringToArray(definition.getDependsOn(), CONFIGURATION));
        }
    }
}
