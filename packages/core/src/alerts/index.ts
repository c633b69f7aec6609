export { type AlertRule, DEFAULT_ALERT, parseAlertRule, parseAlertRules } from './alert-rule.ts';
export { type AlertStanding, type AlertTally, calmSeconds, evaluate, type Firing, windowOf } from './evaluate.ts';
