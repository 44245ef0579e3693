//! Definitions of clustering, segments and advice.

use super::term::{Definition, term};

const STATUS: &str = "transactions.transaction_status";
const BOTH_DAYS: &str = "transactions.transaction_date, burn_date, transaction_status";

/// Terms of segments; each comes after those that it uses.
pub(super) const SEGMENTS: &[Definition] = &[
    term(
        "features",
        "One row per customer: counts and ratios of claims, recency, tenure, days active, distinct branches and \
         merchants of burnt claims, amounts, and every numeric column of the customers table. Select a text column \
         with 2 to 20 repeating categories, such as tier, with tier_onehot. A ratio with nothing to divide by has \
         no value: of a customer without a claim that is open, burnt or expired there is no burnt ratio. Customers \
         without a value in a chosen feature are left out and counted.",
        "",
        "transactions, customers",
    ),
    term(
        "scaling",
        "Brings the features to one scale before distances are computed. The values shown here are unscaled. Customers \
         with equal features become one weighted row; results are exact and do not depend on the order of the rows.",
        "z-scores with the population standard deviation; --scale selects another method",
        "",
    ),
    term(
        "segment",
        "Customers with similar values in the chosen features, numbered by size, largest first. Inactive customers are \
         left out and shown as their own group; --inactive changes that.",
        "",
        "",
    ),
    term(
        "k-means",
        "Finds the centroids with the least inertia. It uses 10 restarts and seed 42. Each restart begins with greedy \
         k-means++ and is improved by moving rows (Hartigan 1975) and swapping centroids. kmeans-linfa is the \
         implementation of linfa, for a second opinion.",
        "",
        "",
    ),
    term(
        "DBSCAN",
        "Finds dense regions. A customer counts itself, neighbours are at most eps apart, and a border customer joins \
         its nearest core customer. By default, eps is the knee of the positive k-distances and min points is twice \
         the number of features. Noise belongs to no segment and has no score.",
        "",
        "",
    ),
    term(
        "hierarchical",
        "One tree by ward, average, complete or single linkage, cut at K. Where there are no ties, heights are those of scipy. Above \
         10,000 distinct rows the tree is built over 500 K-Means centroids. A merge is a tie if another pair was \
         equally near. Which pair merges first decides the tree, so other programs may build a different one. Sorting \
         the rows of the file does not change the tree.",
        "",
        "",
    ),
    term(
        "Gaussian mixture",
        "Gaussian components with full covariances, fitted by EM from K-Means starts. Whole numbers and ratios of \
         counts are treated as steps: 3 of 5 stands for all ratios from 3/6 to 4/6. So a value that many customers \
         share is not a component. No variance is below a ten-thousandth of that of the column. A component on that \
         floor has \
         collapsed onto a few customers or a repeated value without steps. BIC is defined as in scikit-learn: lower is \
         better. ICL adds to it how much the components overlap.",
        "ICL = BIC − 2 Σ ln(probability of the own component) (Biernacki, Celeux and Govaert 2000)",
        "",
    ),
    term(
        "inertia",
        "Sum of squared distances of customers to the centroid of their segment, in the scaled space.",
        "",
        "",
    ),
    term(
        "silhouette",
        "How much nearer a customer is to its own segment than to the next one, from -1 to 1. It uses Euclidean \
         distance in the space of the clustering and is 0 for a segment of one customer. Above 12,000 distinct rows \
         (24,000 for a single K) it is estimated from a sample and shown with its standard error.",
        "(b − a) / max(a, b), where a and b are the mean distances to the own and to the nearest other segment \
         (Rousseeuw 1987)",
        "",
    ),
    term(
        "Davies-Bouldin",
        "Width of segments against the distance between them, for the worst neighbour of each. Lower is better.",
        "as in scikit-learn",
        "",
    ),
    term(
        "Calinski-Harabasz",
        "Variance between segments against variance within them. Higher is better.",
        "as in scikit-learn",
        "",
    ),
    term(
        "gap",
        "Log inertia compared with data that has no segments: K-Means on at most 2,000 customers and on 20 uniform \
         reference sets in the box of the principal axes. Unlike in the paper, whole numbers are first spread at random \
         over their step: otherwise the lattice of counts looks like segments.",
        "the smallest K with Gap(K) ≥ Gap(K+1) − s(K+1) (Tibshirani, Walther and Hastie 2001)",
        "",
    ),
    term(
        "choosing K",
        "The K with the highest silhouette, or with the lowest BIC for a mixture, among the fits with the fewest \
         collapsed components. --k, or a key in the dashboard, sets another K. Kneedle finds the knee of the inertia (Satopaa and \
         others 2011).",
        "",
        "",
    ),
    term(
        "outliers",
        "Customers whom the chosen K would isolate in a segment of fewer than 1% of the customers or fewer than 5. They \
         are set aside, up to 5% of all, and the others are clustered again. If such a segment remains at the best K, \
         the next best K without one is used. --k counts only the segments of the others: otherwise a customer far \
         away would be a segment at every K, and would set the scale of the features. --clip 5 includes outliers.",
        "",
        "",
    ),
    term(
        "skewness",
        "How lopsided the values of a feature are: 0 if symmetric. Above 2 in either direction a few extreme \
         customers decide the segments.",
        "third central moment / standard deviation³",
        "",
    ),
    term(
        "how sure K is",
        "The share of 20 bootstrap samples of the customers (halves, for a mixture) that choose the same K. \
         Prediction strength: each half of the customers is clustered, and customers who are together in one half \
         should be together by the clusters of the other; the worst cluster counts, and 0.80 or more is reliable. \
         Within one standard error (SE): K whose score is below the best by no more than the standard error of the \
         difference. Samples and halves have at most 1,000 customers.",
        "mean over 10 splits (Tibshirani and Walther 2005), customers assigned to the nearest mean",
        "",
    ),
    term(
        "structure",
        "Strong if the silhouette is above 0.70, reasonable above 0.50, weak above 0.25, otherwise none (Kaufman and \
         Rousseeuw 1990). It is also none if data without segments look as structured: the highest silhouette of K-Means \
         over K from 2 to 10 must exceed, at 5%, those of 40 samples of a single population (the margins of the data, \
         each made unimodal, and their dependence, smoothed) and of 40 samples of uniform noise. The test ends after 10, \
         20 or 30 of each as soon as three of one kind look as structured. \
         Whole numbers and ratios of counts are first spread over their steps.",
        "p: the share of the samples, the data among them, with a silhouette as high, in standard deviations at each K; \
         the larger of the two",
        "",
    ),
    term(
        "stability",
        "How well a segment is found again in bootstrap samples of the customers, from 0 to 1. Stable from 0.75, \
         doubtful below 0.60.",
        "mean Jaccard similarity with the most similar segment over 50 bootstrap samples; a sample without the segment counts as 0 \
         (Hennig 2007)",
        "",
    ),
    term(
        "drift",
        "How far the customers of other data are from those that a saved model was fitted on, feature by feature. From 0.1 it is \
         moderate, from 0.25 large: fit the model again.",
        "population stability index, Σ (p − q) ln(p / q) over ten bins between the deciles of the fit, or one for each value of up to \
         ten; an empty bin counts as half a customer (Siddiqi 2006)",
        "",
    ),
    term(
        "principal components",
        "The directions in which customers differ most. The share is the part of the total variance.",
        "eigenvectors of the weighted covariance, the largest loading positive",
        "",
    ),
    term(
        "share",
        "Share of a segment: its part of all customers in segments. Share of burns: its part of all burnt claims.",
        "",
        "",
    ),
    term(
        "index",
        "100 is average, 200 is twice the average. ▲ marks 120 and above, ▼ marks 80 and below. Codes have no index, \
         nor do features whose overall mean is 0 or negative.",
        "100 × mean of the segment / mean of all clustered customers",
        "",
    ),
    term(
        "apart",
        "How far the mean of a segment is from the overall mean, in standard deviations. Features are sorted by the \
         share of their variance that is between segments (eta squared).",
        "(mean of the segment − mean of all) / population standard deviation of all",
        "",
    ),
    term(
        "lift",
        "How many times more frequent a city or gender is in the segment than among all clustered customers.",
        "",
        "customers.city_id, gender_id",
    ),
    term(
        "evidence",
        "Groups differ in their burn rate only if a permutation test says so: it assigns customers, with all their \
         claims, to the groups at random, and fewer than 5 of 100 permutations differ as much (p of 0.05 or less, \
         corrected for the number of tables by Holm). A group with one customer is not tested. A group is above (▲) \
         or below (▼) the rest if it deviates more than the most deviating group does in 97.5% of the permutations. \
         Intervals of single groups cannot show this: of 20 intervals, one is wrong by chance. No customer counts for \
         more than 1% of all claims.",
        "permutation test of customers, 999 permutations (199 above 100,000 customers), studentised (Chung and Romano \
         2013); \
         single groups by Westfall and Young (1993), at most 1,000 of them; of more than 500,000 rows, whole customers \
         taken at random",
        STATUS,
    ),
    term(
        "shrunk burn rate",
        "The burn rate so far, moved towards that of all segments, the more the fewer claims it has: the highest of several \
         rates is partly chance. A name says burners or savers only if the index of this rate is at least 120 or at most \
         80 and its 95% interval excludes 100. Customers who never burnt are not called savers.",
        "mean of the posterior of a beta distribution found by moments (Kleinman 1973); claims divided by their design \
         effect (Kish 1965)",
        STATUS,
    ),
    term(
        "advice",
        "Says what a segment does, compared with all. It mentions burning only if the later burn rates of the \
         segments differ, in agreement with the budget. A segment of fewer than 5 customers gets none.",
        "",
        "",
    ),
    term(
        "name",
        "Made by rule from these values. It says what differs; no two segments of a result share a name. In the \
         dashboard a segment keeps \
         its name while it has nearly the same customers (Jaccard similarity of at least 0.8) and the values still match it. Colours follow the \
         pairing of old and new segments that keeps the most customers together (Kuhn 1955).",
        "",
        "",
    ),
    term(
        "adjusted Rand index",
        "How similar two clusterings are: 1 if they are the same, about 0 if they agree only by chance.",
        "over pairs of customers (Hubert and Arabie 1985)",
        "",
    ),
    term(
        "comparison",
        "Two segments, or one segment against the rest: differences with their 95% intervals. A star marks a difference \
         that a test supports (p of 0.05 or less): of means Welch's test and of categories the chi-squared test of \
         customers, corrected for their number by Holm; of the burn rate the test of whole customers. Categories \
         of a column that the clustering used have no star: segments differ in them by construction.",
        "means by Welch (1947), categories by the N - 1 chi-squared test (Campbell 2007), shares and burn rates by Newcombe \
         (1998) from the interval of each, and by the test under evidence",
        "",
    ),
    term(
        "later burn rate",
        "The burn rate of claims made after the segments were fixed. Segments are fitted on the first 75% of the claim \
         period; then the later claims of their customers are measured, if they are old enough to be burnt. A segment \
         of today has the rate of the earlier segment that contains most of its customers. Past rates would be \
         circular, because the segments are made from them. A burn rate is not uplift: it does not say who would have \
         come without a coupon.",
        "old enough: 95% of the burns known at the cut happened within that time",
        BOTH_DAYS,
    ),
    term(
        "budget",
        "A permutation test assigns whole customers to the segments at random: the later burn rates differ if fewer \
         than 5 of 100 permutations differ as much (p of 0.05 or less). If they do not, coupons are spread evenly. If \
         they do, coupons go to \
         the segments whose interval overlaps that of the highest rate, the same number to each of their customers. No \
         customer gets more than the most later claims of any customer; what is left goes to the next segments. A \
         segment of fewer than 5 customers gets none. The interval is of the burns that will come, if rates stay as \
         they are.",
        "permutation test of customers, 999 permutations, studentised (Chung and Romano 2013); prediction interval by \
         MOVER (Zou \
         and Donner 2008) with beta-binomial burns (Skellam 1948)",
        "",
    ),
    term(
        "quality checks",
        "Rows that could not be used or joined, and suspicious values, each under a named check. They always cover all \
         data.",
        "read = used + set aside",
        "",
    ),
];
