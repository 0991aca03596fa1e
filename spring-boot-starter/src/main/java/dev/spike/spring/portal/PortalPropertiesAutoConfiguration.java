package dev.spike.spring.portal;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The keys are known in every application, as one configuration may serve a web and a job. */
@AutoConfiguration
@EnableConfigurationProperties(PortalProperties.class)
class PortalPropertiesAutoConfiguration {}
