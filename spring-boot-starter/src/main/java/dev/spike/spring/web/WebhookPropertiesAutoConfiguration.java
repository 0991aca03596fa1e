package dev.spike.spring.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The keys are known in every application, as one configuration may serve a web and a job. */
@AutoConfiguration
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookPropertiesAutoConfiguration {}
